"""A casa: o que constrói o guia, e o que o lê num motor Docker para saber se ele diz a verdade.

O caminho de um bloco de uma página até o veredito entra em cada sala uma vez:

1. `page`: o texto da página vira blocos e uma história, as seções de transcrições que ela mostra;
2. `promises`: o que se confere sem motor: inclusões, títulos, índice do site, nada que sobre;
3. `reader`: a história do começo ao fim num motor; `folder`: a pasta em que os arquivos aparecem;
4. `console.parse`: uma transcrição vira seções e passos;
5. `console.terminal`: um bash num pseudoterminal, com a tela como a pessoa a vê;
6. `console.story`: digita os passos de cada seção, na ordem, e recolhe as saídas;
7. `console.normalise`, `console.compare`, `console.identity`: o que muda a cada execução, à parte;
   o resto é igual? O que se mostra duas vezes é a mesma coisa?
8. `console.report`: a diferença, contada a quem vai consertá-la;
9. `pytest_plugin`: os motores no ar, a página pedida, a ordem, os totais;
10. `notes`: o que foi verificado vira a nota ao pé da página; `status`: o mesmo, de todas.

As outras salas, pela tarefa (a de quem contribui está no CONTRIBUTING):

- `engine`: achar ou montar o motor, as imagens base, a faxina;
- `predictions`, `anki`: as saídas que o leitor prevê, na página e num baralho; `origins`: de onde
  vêm as erradas;
- `names`: os nomes que o guia dá às coisas, e as palavras que são do Docker;
- `company`: o que uma página pede além de um motor (três máquinas, o podman), e quem não o tem;
- `commands`: quando dois comandos digitados são o mesmo;
- `detours`: os enganos de cada passo, vividos como a história, para o terminal da página;
- `versions`, `wording`: o que difere noutra versão do Docker e não é engano da página;
- `interactive`: o que um comando do Docker faz: ao terminal, que `console` não sabe, e às imagens;
- `confere`: o programa de quem lê, que olha o Docker da pessoa e diz se o exercício está feito;
- `practice`: os exercícios que o `confere` olha, vistos das páginas que os propõem;
- `known`: as mensagens de erro que o guia conhece, tiradas do que ele executa;
- `site`: construir, servir, empacotar e publicar;
- `classroom`: uma aula sem internet num pendrive, com um espelho para a sala;
- `mutation`: a prova da suíte, que estraga o guia e vê se ela percebe;
- `bench`: quanto custam a leitura e o site;
- `pin`: as imagens base do site, presas ao digest;
- `issue`: o que a verificação semanal achou vira uma issue;
- `schedule`, `options`: a ordem dos testes, e as opções dos comandos;
- `temporary`, `atomic`: a pasta que some com a execução, e arquivos que se trocam de uma vez.

`console` e `confere` não importam nada das outras; `engine` e `promises` não conhecem o pytest.
`python -m guide` lista os comandos; cada sala conta, no começo, o que há nela.
"""
