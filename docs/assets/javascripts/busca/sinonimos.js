// O que o leitor diz e o guia diz de outro modo. As palavras de uma linha valem umas pelas outras.
(function (busca) {
  "use strict";

  const GROUPS = `
    apagar deletar remover excluir eliminar limpar tirar rm
    container conteiner contentor
    rodar executar run
    iniciar subir sobe levantar startar ligar start
    parar stop stopped derrubar desligar encerrar matar
    construir buildar build montar gerar
    pasta diretorio dir folder
    senha password passwd segredo secret
    variavel env
    erro problema falha
    imagem image img
    baixar pull download
    enviar push publicar upload
    atualizar update upgrade
    disco espaco armazenamento hd ssd
    hora horario relogio fuso timezone
    log logs
    copiar cp copia
    rede network
    porta port
    reiniciar restart resetar
    maquina host computador pc servidor
    lento demorar devagar
    usuario user
    comunicar conversar conectar falar
    instalar instalacao setup
    ver listar mostrar
    diferenca comparar versus vs
    entrar acessar abrir
    banco database db postgres mysql
    arquivo file
    memoria ram
    processador cpu
    diminuir reduzir encolher
    hub dockerhub
    codigo fonte
    sumir perder desaparecer
    backup bkp copia
    volume vol
    git github gitlab repositorio repo
    firewall ufw iptables firewalld
    kubernetes k8s kube
    bastar suficiente
    configuracao config cfg
    pronto saudavel
    replica copia instancia
    grande pesada
    consumir gastar ocupar comer
    migration migrate migracao
    salvar guardar gravar persistir
    fechar sair terminar morrer cair
    mudar trocar alterar modificar
    permissao permission
    conexao conectar connection connect
    executar execucao
    remover remocao
    chave key token
    montar mapear mount
    logar login autenticar
    aplicacao app sistema programa
    travar congelar
    lentidao lento
    motivo causa razao
    terminal shell bash console
    navegador browser chrome
    exemplo modelo
    versao version
    levar transferir mandar passar
    gigante grande enorme pesada
    servico service
    usuario uid
    argumento parametro
    compose docker-compose
    perigoso perigo risco arriscado
    policy politica
    manter deixar
    controlar gerenciar administrar
    mongo mongodb banco
  `;

  const synonyms = new Map();
  for (const line of GROUPS.trim().split("\n")) {
    const group = line.trim().split(" ").map(busca.stem);
    for (const word of group) {
      const others = group.filter((other) => other !== word);
      synonyms.set(word, [...new Set([...(synonyms.get(word) ?? []), ...others])]);
    }
  }

  Object.assign(busca, { synonyms });
})((self.busca ??= {}));
