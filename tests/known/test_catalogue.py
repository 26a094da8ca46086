"""As mensagens que o guia conhece: cada saída acha a sua seção, e nenhuma outra saída acha uma."""

import gzip
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from guide.known import data
from guide.known.catalogue import Catalogue, Known
from guide.known.recorded import Output
from guide.names import names_of
from guide.page import ROOT, Guide
from tests.known import changes
from tests.known.pastes import PASTES, Paste

LEAST = 100
"""Quantas saídas de seções de erro há, no mínimo: com poucas, os testes não provariam nada."""

LARGEST = 26
"""Quilobytes que o arquivo das mensagens pode ter, comprimido: só o baixa quem cola uma."""

OTHERS = Path(__file__).with_name("alheias.txt")

SHOWN_BY_A_COMMAND_THAT_WORKED = {
    "contador.console::logs": "o `docker compose logs` mostra o erro do programa",
    "primeiro.console::com-versao": "é um aviso, e o Compose segue",
    "o-que-mudou.console::compose": "é um aviso, e o Compose segue",
    "no-ar.console::doente-porque": "o `docker inspect` mostra o erro da verificação de saúde",
    "swarm.console::por-que": "o `docker service ps` mostra o erro da tarefa",
    "conserto.console::log": "o `docker compose logs` mostra o erro do programa",
    "resiste.console::queda": "o `docker compose ps` mostra 137, que o `kill -9` também dá",
    "pytest-docker.console::sobrou": "o `docker logs` mostra o erro do programa",
    "falta.console::pequena-logs": "o `docker logs` mostra o erro do programa",
    "menos-poderes.console::log-do-engasgo": "o `docker logs` mostra o erro do programa",
}
"""As saídas de comandos que deram certo e que mostram uma mensagem conhecida, e por quê."""


def explained(catalogue: Catalogue) -> Iterator[tuple[Known, Output]]:
    """Cada saída de um comando em que há uma mensagem da seção que o mostra."""
    for owner, output in catalogue.outputs:
        if owner >= 0 and catalogue.known[owner].said(output):
            yield catalogue.known[owner], output


def found(catalogue: Catalogue, text: str) -> list[str]:
    """As seções que explicam `text`, como `erros/executar#nome-em-uso`."""
    return [catalogue.known[one.section].name for one in catalogue.messages.explain(text)]


def place(output: Output) -> str:
    return f"{Path(output.path).name}::{output.shown.section}"


def test_no_message_is_taken_for_another(catalogue: Catalogue) -> None:
    assert not catalogue.faults, "\n".join(catalogue.faults)


def test_each_output_finds_its_section_and_no_other(catalogue: Catalogue) -> None:
    outputs = [(one, output) for one, output in explained(catalogue) if one.in_errors]
    assert len(outputs) >= LEAST
    for one, output in outputs:
        twins = [catalogue.known[number].name for number in one.twins]
        others = [name for name in found(catalogue, output.text) if name not in (one.name, *twins)]
        assert found(catalogue, output.text), f"{place(output)} não acha {one.place}"
        assert not others, f"{place(output)}, de {one.place}, também acha {others}"


@pytest.mark.parametrize("change", changes.ALL, ids=lambda change: change.__name__)
def test_what_changes_does_not_matter(catalogue: Catalogue, change: changes.Change) -> None:
    """Ids, portas, pastas, nomes, cores, horas e quebras de linha não mudam a resposta."""
    changed = 0
    for one, output in explained(catalogue):
        words = set(" ".join([*one.core, *one.written]).split())
        names = {
            name
            for name in names_of(output.page)
            if not set(re.findall("[a-z_]{2,}", name.lower())) <= words
        }
        text = change(output.text, names)
        changed += text != output.text
        assert found(catalogue, text) == found(catalogue, output.text), (
            f"{place(output)}, de {one.place}: com {change.__name__}, já não se acha:\n{text}"
        )
    assert changed >= 5, f"{change.__name__} quase não muda nada: {changed} saídas"


def test_an_output_of_a_command_that_worked_is_unknown(catalogue: Catalogue) -> None:
    met = set()
    for owner, output in catalogue.outputs:
        one = catalogue.known[owner] if owner >= 0 else None
        if output.failed or (one and one.said(output)):
            continue
        if names := found(catalogue, output.text):
            met.add(place(output))
            assert place(output) in SHOWN_BY_A_COMMAND_THAT_WORKED, (
                f"{output.path}: o comando de «{output.shown.section}» deu certo, e a saída dele "
                f"acha {names}: o padrão diz pouco. Se é mesmo a mensagem, diga aqui por quê"
            )
    assert met == set(SHOWN_BY_A_COMMAND_THAT_WORKED), "uma das exceções já não serve a nada"


def test_other_programs_get_no_cure(catalogue: Catalogue) -> None:
    lines = OTHERS.read_text(encoding="utf-8").splitlines()
    assert len(lines) >= 100
    cured = {line: names for line in lines if (names := found(catalogue, line))}
    assert not cured, (
        f"{OTHERS.name}: de outro programa, e recebe um remédio do guia: {cured}. Escreva mais da "
        "mensagem em «mensagens», ou ponha a parecida em «parecidas», em docs/erros/index.md"
    )
    assert not found(catalogue, "\n".join(lines)), "as linhas juntas formam uma mensagem"


@pytest.mark.parametrize("paste", PASTES, ids=str)
def test_what_people_paste(catalogue: Catalogue, paste: Paste) -> None:
    answers = catalogue.messages.explain(paste.text)
    assert tuple(catalogue.known[one.section].name for one in answers) == paste.sections
    if paste.version:
        assert answers[0].version == paste.version


def test_a_lesson_gives_the_right_cure(catalogue: Catalogue) -> None:
    """O que cada lição mostra falhar acha o que alguém leu e achou certo; `-` é «não conheço»."""
    rows = [
        line.split("\t")
        for line in Path(__file__).with_name("licoes.tsv").read_text("utf-8").splitlines()
    ]
    got: dict[str, set[str]] = {}
    for _, output in catalogue.outputs:
        if output.failed:
            where = f"{output.path.removeprefix('examples/')}::{output.shown.section}"
            names = " ".join(found(catalogue, output.text)) or "-"
            got.setdefault(where, set()).add(names)
    wrong = [f"{where}: {wanted}" for where, wanted in rows if wanted not in got.get(where, ())]
    assert not wrong, "tests/known/licoes.tsv: já não se acha, ou acha outra:\n" + "\n".join(wrong)


def test_the_file_is_small() -> None:
    size = len(gzip.compress(data.as_json(Guide()).encode())) / 1024
    assert size <= LARGEST, f"as mensagens têm {size:.1f} KiB comprimidas, e podem ter {LARGEST}"


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        (
            "erros/executar.md",
            "    - no such container\n",
            "    - no such container\n    - permission denied\n",
            "«permission denied» é o que muitas mensagens dizem",
        ),
        (
            "erros/executar.md",
            "    - no such container\n",
            "    - volume is in use\n",
            "«volume is in use» é também de #no-such-container",
        ),
        (
            "erros/executar.md",
            "    - no such container\n",
            "    - failed port is already allocated\n",
            "também está na saída que #port-is-already-allocated explica (examples/erros-rede/",
        ),
        (
            "erros/rede-e-portas.md",
            "**Por quê.** Não há rede com esse nome.",
            "Não há rede com esse nome.",
            "nenhum parágrafo dela começa por «**Por quê.**»",
        ),
        (
            "erros/senhas-dns-e-proxy.md",
            "mesma mensagem: rede-e-portas.md#nome-que-nao-se-resolve",
            "mesma mensagem: rede-e-portas.md#o-nome",
            "«mesma mensagem: rede-e-portas.md#o-nome» não leva a uma seção",
        ),
    ],
)
def test_each_fault_is_said_with_its_place(file: str, old: str, new: str, said: str) -> None:
    path = Path("docs") / file
    text = Guide().read(path)
    assert old in text
    guide = Guide(ROOT, {path: text.replace(old, new, 1)})
    faults = Catalogue(guide).faults
    told = [one for one in faults if said in one]
    assert len(told) == 1, faults
    assert re.match(rf"docs/(?:{file}|erros/\w[\w-]*\.md):\d+: ", told[0])
