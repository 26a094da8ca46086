"""O que o sistema de quem lê diz em português, e como as mensagens do guia o dizem em inglês.

As do glibc, do bash e do coreutils são as dos catálogos `pt_BR` deles (Debian 13); onde uma versão
traduz de outro modo, as duas. O Docker e o que roda nos containers do guia falam inglês.
"""

SYSTEM = {
    # glibc
    "Operação não permitida": "Operation not permitted",
    "Arquivo ou diretório inexistente": "No such file or directory",
    "Arquivo ou diretório não encontrado": "No such file or directory",
    "Erro no formato exec": "Exec format error",
    "Permissão negada": "Permission denied",
    "Não há espaço disponível no dispositivo": "No space left on device",
    "Sistema de arquivos somente para leitura": "Read-only file system",
    "Endereço já em uso": "Address already in use",
    "A rede está fora de alcance": "Network is unreachable",
    "Conexão fechada pela outra ponta": "Connection reset by peer",
    "Tempo esgotado para conexão": "Connection timed out",
    "Conexão recusada": "Connection refused",
    "Não há rota para o host": "No route to host",
    "Nome ou serviço desconhecido": "Name or service not known",
    "Falha temporário na resolução de nome": "Temporary failure in name resolution",
    "Falha temporária na resolução de nome": "Temporary failure in name resolution",
    # bash
    "comando não encontrado": "command not found",
    "interpretador incorreto": "bad interpreter",
    # coreutils
    "não foi possível acessar": "cannot access",
    "não foi possível abrir": "cannot open",
    "não foi possível criar o diretório": "cannot create directory",
    "não foi possível criar arquivo comum": "cannot create regular file",
    "não foi possível remover": "cannot remove",
    "não foi possível tocar": "cannot touch",
    "erro de escrita de": "error writing",
    # Windows
    "O sistema não pode encontrar": "The system cannot find",
    "o arquivo especificado": "the file specified",
}
"""Cada frase, e a dela em inglês."""
