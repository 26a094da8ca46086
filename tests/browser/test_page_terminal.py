"""O terminal da página: responde o que se gravou, e nada mais; usa-se num telefone."""

from itertools import zip_longest

import pytest
from playwright.sync_api import Browser, Route, expect
from playwright.sync_api import Page as Tab

from guide import commands
from guide.page import Guide, Page
from guide.site import page_terminal as data
from tests.browser.address import Address
from tests.browser.axe import barriers, colour_barriers
from tests.browser.page_terminal import (
    OPENER,
    differences,
    opened,
    play,
    plays,
    told,
    typed,
    variants,
)

LESSONS = [page for page in Guide().pages if data.is_offered(page)]
FIRST = "comece/primeiro-container"
NOT_RECORDED = "guia: esta resposta não foi gravada; no seu Docker você a veria."
VARIANTS = 30
"""Modos de digitar os comandos de uma lição que se tentam, ao menos."""

HAND_WRITTEN = {
    "containers/execucao": {
        "curl http://localhost:8080": "curl localhost:8080/",
        "docker stop semTerminal": "docker container stop semTerminal",
    },
    "imagens/construcao": {
        "docker build --tag=flaskboasvindas .": "docker build . -t flaskboasvindas"
    },
    "compose/primeiro": {"docker compose up --detach": "docker compose up -d"},
}

of_lessons = pytest.mark.parametrize("lesson", LESSONS, ids=lambda page: page.address)


def test_the_lessons_have_a_terminal() -> None:
    """Os capítulos de quem começa."""
    assert {page.address for page in LESSONS} >= {
        "comece/instalacao",
        "comece/primeiro-container",
        "comece/windows",
        "comece/macos",
        "imagens/construcao",
        "containers/execucao",
        "containers/portas",
        "containers/arquitetura",
        "dados/volumes",
        "rede/redes",
        "compose/primeiro",
        "compose/contador",
    }


@of_lessons
def test_it_answers_what_was_recorded(page: Tab, lesson: Page) -> None:
    opened(page, f"/{lesson.address}/")
    assert not (found := differences(page, lesson)), "\n".join(found)


def test_a_spoilt_answer_is_seen(page: Tab) -> None:
    """Um algarismo a mais num código, ou uma letra a menos numa saída, e o teste acima falha."""
    lesson = Guide().page(FIRST)

    def spoil(route: Route) -> None:
        text = data.script(lesson).replace(",125,", ",126,", 1).replace("Olá, container\\n", "Olá")
        assert text != data.script(lesson)
        route.fulfill(body=text, content_type="text/javascript")

    page.route(f"**/{data.name_of(lesson)}.js", spoil)
    opened(page, f"/{FIRST}/")
    assert differences(page, lesson)


@of_lessons
def test_other_ways_of_typing(page: Tab, lesson: Page) -> None:
    """Um comando digitado de outro modo recebe a mesma resposta, no mesmo lugar da história."""
    by_hand = HAND_WRITTEN.get(lesson.address, {})
    steps = {
        (step.line, step.text): (one.lines[:index], step)
        for one in plays(lesson)
        for index, step in enumerate(one.steps)
        if step.kind == "command"
    }
    forms = [
        [
            (before, step, line)
            for line in [by_hand.get(typed(step)), *variants(typed(step))]
            if line
        ]
        for before, step in steps.values()
    ]
    turns = [turn for each in zip_longest(*forms) for turn in each if turn][: VARIANTS + 10]
    assert len(turns) >= VARIANTS
    opened(page, f"/{lesson.address}/")
    for before, step, line in turns:
        assert commands.canonical(line) == commands.canonical(typed(step)), line
        *_, seen = play(page, [*before, line])
        assert seen == told(step), f"{lesson.name}: «{line}»"


def test_the_same_reader_in_python_and_in_javascript(page: Tab) -> None:
    lines = [typed(step) for one in Guide().pages for step in one.steps if step.kind == "command"]
    lines += [form for line in list(lines) for form in variants(line)]
    lines += [
        "docker",
        "docker --",
        "docker ps --",
        "docker run -p",
        "echo 2>&1 > x",
        "ls # um",
        "-d",
    ]
    lines += [
        "docker run --mount src=a,dst=b,ro x",
        "docker -D ps -aq",
        "a;b|c&&d||e&",
        "X=1 Y=$(ls) z",
    ]
    lines += [
        "docker compose",
        "docker compose -p",
        "docker toString",
        "echo \\",
        "echo '",
        "çã=$PWDx",
    ]
    lines = list(dict.fromkeys(lines))
    opened(page, f"/{FIRST}/")
    seen = page.evaluate(
        """lines => {
          const { canonical } = window.experimente.leitor(window.experimente.tabela);
          return lines.map(line => { try { return canonical(line); } catch { return null; } });
        }""",
        lines,
    )
    for line, answer in zip(lines, seen, strict=True):
        try:
            wanted = commands.canonical(line)
        except ValueError:
            wanted = None
        assert answer == wanted, line


def test_the_next_step_written_in_another_way_is_told_as_the_lesson_writes_it(page: Tab) -> None:
    opened(page, "/containers/execucao/")
    lines = ["docker build -t flaskboasvindas .", "docker info"]
    near, far = (answer.strip() for answer in play(page, lines))
    step = "docker build --quiet --tag=flaskboasvindas ."
    assert near == f"{NOT_RECORDED} Na lição, este passo é: {step}"
    assert far == f"{NOT_RECORDED} Digite ajuda para saber o próximo passo."


def test_another_command_of_the_same_group_is_not_the_next_step(page: Tab) -> None:
    """Um `docker compose down` não é outro modo de escrever `docker compose version`."""
    opened(page, "/compose/primeiro/")
    other, same, old = play(
        page, ["docker compose down", "docker compose version --short", "docker-compose version"]
    )
    assert other == f"{NOT_RECORDED} Digite ajuda para saber o próximo passo.\n"
    assert same == f"{NOT_RECORDED} Na lição, este passo é: docker compose version\n"
    assert old.endswith("é o nome antigo. Digite com espaço: docker compose version\n")


def test_nothing_is_invented(page: Tab) -> None:
    """O que não se gravou, ou não se gravou neste ponto, recebe só uma nota do guia."""
    opened(page, f"/{FIRST}/")
    for line in ("docker info", "ls", "docker run --name outro debian:trixie-slim"):
        assert play(page, [line])[0].startswith(NOT_RECORDED), line
    ahead, broken, prompt = play(page, ["docker rm repetido", "docker ps '", "$ docker ps"])
    assert ahead.startswith("guia: ainda não: este comando vem mais adiante na lição")
    assert "O próximo passo da lição: docker run --name primeiro" in ahead
    assert broken.startswith("guia: faltam as aspas")
    assert prompt.startswith("guia: o $ é o prompt")
    first, again = (
        'docker run --name primeiro debian:trixie-slim echo "Olá, container"',
        "docker ps -a",
    )
    *_, listed, removed, gone, late = play(
        page, [first, again, "docker rm primeiro", "docker rm primeiro", first]
    )
    assert "primeiro" in listed
    assert removed == "primeiro\n"
    assert gone.startswith("Error response from daemon: No such container: primeiro")
    assert late.startswith("guia: este comando já passou.")
    assert "O próximo passo da lição: docker run --rm --name segundo" in late


MEANT = {
    "docker buid .": "docker build .",
    "dokcer ps --last 3": "docker ps --last 3",
    "Docker imges": "docker images",
    "sudo dcoker pul redis": "sudo docker pull redis",
    "docker contianer lst": "docker container list",
    "docker compose upp -d": "docker compose up -d",
    "docker run --detatch --nome=x debian": "docker run --detach --name=x debian",
    "docker run -name x debian": "docker run --name x debian",
    "sl -a": "ls -a",
    "crul http://localhost": "curl http://localhost",
    "docker rm primero": "docker rm primeiro",
    'docker run --name primeiro debian:trixie-slim ecoh "Olá, container"': (
        'docker run --name primeiro debian:trixie-slim echo "Olá, container"'
    ),
}
UNKNOWN = {"asdf": "asdf", "docker asdfg": "asdfg", "docker ps --cachorro": "--cachorro"}
REAL = [
    "docker swarm init",
    "docker stack",
    "docker container export x",
    "docker compose scale a=2",
    "docker run --rm debian toucs --detatch",
    "docker run -e X --rm debian",
    "docker run --env --detatch debian",
    "docker -D ps",
    "docker rm primavera",
    "docker container",
    "git status",
    "X=1 dokcer ps",
    "./progama",
]
"""O que existe, ou não se sabe ler: não se diz que é um engano."""


def test_a_mistyped_command_is_told_the_nearest_real_one(page: Tab) -> None:
    """Um comando que não há nunca recebe uma saída, nem a do shell."""
    opened(page, f"/{FIRST}/")
    for line, meant in MEANT.items():
        told_back = f"parece um erro de digitação. Você quis dizer isto? {meant}\n"
        (seen,) = play(page, [line])
        assert seen.startswith("guia: «") and seen.endswith(told_back), f"{line}: {seen}"
    for line, word in UNKNOWN.items():
        (seen,) = play(page, [line])
        assert seen.startswith(f"guia: não conheço «{word}»: confira"), f"{line}: {seen}"
    for line in REAL:
        assert play(page, [line])[0].startswith(NOT_RECORDED), line
    *_, inside = play(page, [*before_the_prompt(), "dokcer ps"])
    assert inside.startswith(NOT_RECORDED)


def before_the_prompt() -> list[str]:
    """O que se digita na primeira lição até entrar no bash do container."""
    steps = Guide().page(FIRST).steps
    inside = next(i for i, one in enumerate(steps) if one.text.endswith("bash"))
    return [typed(one) for one in steps[: inside + 1]]


def test_the_next_step_and_a_new_start(page: Tab) -> None:
    opened(page, f"/{FIRST}/")
    helped, done, code, now = play(
        page,
        [
            "ajuda",
            "docker run --name primeiro debian:trixie-slim echo 'Olá, container'",
            "echo $?",
            "AJUDA",
        ],
    )
    assert helped == (
        "guia: o próximo passo da lição: docker run --name primeiro debian:trixie-slim echo "
        '"Olá, container"\n'
    )
    assert (done, code) == ("Olá, container\n", "0\n")
    assert "cat /etc/os-release" in now
    assert play(page, ["ajuda"]) == play(page, ["help"]) == [helped]
    steps = Guide().page(FIRST).steps
    exercise = next(i for i, one in enumerate(steps) if "calculadora" in one.text)
    first, second, _, third = play(
        page, [*map(typed, steps[:exercise]), "ajuda", "ajuda", typed(steps[exercise]), "ajuda"]
    )[-4:]
    assert first.startswith("guia: agora é a sua vez: faça o «Tente você», da página. Digite ajuda")
    assert "calculadora" not in first
    assert second.startswith("guia: o próximo passo do exercício: docker run --rm -it --name calc")
    assert third == f"guia: o próximo passo do exercício: {typed(steps[exercise + 1])}\n"
    assert play(page, [*map(typed, steps), "ajuda"])[-1].startswith("guia: a lição acabou")


def test_who_is_in_a_detour_is_told_the_way_back(page: Tab) -> None:
    """O comando que volta à lição, e não outro que só lê."""
    lesson = Guide().page("containers/execucao")
    build, run = (typed(one) for one in lesson.steps[:2])
    opened(page, f"/{lesson.address}/")
    *_, out, _, back = play(
        page, [build, run.replace("8080:8000 ", "8000:8080 "), "ajuda", "^C", "ajuda"]
    )
    assert out == "guia: isto é um desvio da lição. Para voltar a ela, siga com: Ctrl+C\n"
    assert back == f"guia: o próximo passo da lição: {run}\n"


def test_there_is_no_need_to_change_folders(page: Tab) -> None:
    opened(page, f"/{FIRST}/")
    assert play(page, ["cd primeiro"])[0].startswith("guia: você já está na pasta da lição")


def test_a_solution_may_be_skipped(page: Tab) -> None:
    lesson = Guide().page("containers/execucao")
    solution = [
        i for i, one in enumerate(lesson.steps) if "irmao-" in one.text or ":8081" in one.text
    ]
    before = lesson.steps[: solution[0]]
    after = [one for one in lesson.steps if one.text.startswith("docker rm --force semTerminal")]
    opened(page, f"/{lesson.address}/")
    assert play(page, [*map(typed, [*before, *after])])[-1] == told(after[0])


def test_the_keyboard(page: Tab) -> None:
    opened(page, f"/{FIRST}/")
    line = page.get_by_label("Comando", exact=True)
    expect(line).to_be_focused()
    for _ in range(3):
        line.press("Tab")
        line.press_sequentially("docker " if not line.input_value() else "")
    assert line.input_value() == "docker run --name "
    line.fill("docker ps")
    line.press("Enter")
    line.fill("docker rm primeiro")
    line.press("Enter")
    line.press("ArrowUp")
    line.press("ArrowUp")
    expect(line).to_have_value("docker ps")
    line.press("ArrowDown")
    expect(line).to_have_value("docker rm primeiro")
    line.fill("")
    line.press("Tab")
    expect(line).not_to_be_focused()
    line.focus()
    line.press("Control+l")
    assert page.locator(".experimente-tela").inner_text().strip() == ""
    page.evaluate(
        """() => {
          const data = new DataTransfer();
          data.setData("text", "docker ps\\ndocker run --rm \\\\\\n  debian");
          document.activeElement.dispatchEvent(
            new ClipboardEvent("paste", { bubbles: true, cancelable: true, clipboardData: data })
          );
        }"""
    )
    expect(line).to_have_value("docker run --rm debian")
    assert "CONTAINER ID" in page.locator(".experimente-tela").inner_text()
    line.press("Escape")
    expect(page.get_by_role("button", name=OPENER)).to_be_focused()
    expect(page.get_by_role("log")).to_be_hidden()


def test_ctrl_c_and_the_second_terminal(page: Tab) -> None:
    lesson = Guide().page("containers/execucao")
    opened(page, f"/{lesson.address}/")
    play(page, [typed(one) for one in lesson.steps[:9]])
    line = page.get_by_label("Comando", exact=True)
    line.press("Control+c")
    screen = page.locator(".experimente-tela").inner_text()
    assert "— Terminal 1 —" in screen and "— Terminal 2 —" in screen
    assert screen.rstrip().endswith("^C")


def test_a_detour_stays_in_the_terminal_of_who_types(page: Tab) -> None:
    """O título de outro terminal só aparece quando o comando muda de terminal."""
    lesson = Guide().page("containers/execucao")
    opened(page, f"/{lesson.address}/")
    screen = page.locator(".experimente-tela")
    build, run = (typed(one) for one in lesson.steps[:2])
    play(page, ["ls", "docker ps", build, "docker ps"])
    assert screen.inner_text().count("—") == 2 and "— Terminal 1 —" in screen.inner_text()
    play(page, [run, "docker ps"], restart=False)
    assert screen.inner_text().count("— Terminal 2 —") == 1


def test_only_who_asks_for_it_pays(page: Tab, origin: str) -> None:
    asked: list[str] = []
    page.on("request", lambda one: asked.append(one.url))
    page.goto(f"/{FIRST}/", wait_until="networkidle")
    mine = [one for one in asked if "experimente" in one]
    assert sorted(one.rpartition("/")[2] for one in mine) == ["abrir.js", "experimente.css"]
    before = page.locator("h2").first.bounding_box()
    page.get_by_role("button", name=OPENER).click()
    expect(page.get_by_role("log")).to_be_visible()
    assert page.locator("h2").first.bounding_box() == before
    page.goto("/glossario/", wait_until="networkidle")
    assert not [one for one in asked[asked.index(f"{origin}/glossario/") :] if "experimente" in one]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_no_barriers(browser: Browser, origin: str, width: int, scheme: str) -> None:
    with browser.new_context(
        base_url=origin, viewport={"width": width, "height": 844}, color_scheme=scheme
    ) as context:
        tab = context.new_page()
        opened(tab, f"/{FIRST}/")
        for lines in (["ajuda"], ["limpa", "docker rm primeiro", "docker info"]):
            play(tab, lines, restart=False)  # de cada vez, o que cabe: o axe não vê o que rolou
            found = barriers(tab) if scheme == "light" else colour_barriers(tab)
            assert not found, "\n".join(found)
        assert tab.evaluate("document.documentElement.scrollWidth") == width


BROKEN = """() => {
  const text = document.createRange();
  return [...document.querySelectorAll(".experimente-tela > span")].flatMap(line => {
    const nodes = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
    const found = [];
    while (nodes.nextNode()) {
      const { data } = nodes.currentNode;
      for (const { 0: word, index } of data.matchAll(/\\S*-\\S+/g)) {
        text.setStart(nodes.currentNode, index);
        text.setEnd(nodes.currentNode, index + word.length);
        const wide = word.length * 8 > line.parentElement.clientWidth;
        if (!wide && text.getClientRects().length > 1) found.push(word);
      }
    }
    return found;
  });
}"""
"""As palavras com hífen que ocupam mais de uma linha, e caberiam numa só."""


def test_an_option_is_not_broken_at_its_hyphens(browser: Browser, origin: str) -> None:
    """Nem no que se digita, nem no que se responde; e uma palavra comprida não alarga a página."""
    lesson = Guide().page("containers/execucao")
    with browser.new_context(base_url=origin, viewport={"width": 390, "height": 844}) as context:
        tab = context.new_page()
        opened(tab, f"/{lesson.address}/")
        play(tab, ["ajuda", *map(typed, lesson.steps), "docker ps"])
        for size in range(0, 24, 3):
            play(
                tab,
                [f"docker run {'x' * size} --name=x --detach --publish-all", "ajuda"],
                restart=False,
            )
        assert tab.evaluate(BROKEN) == []
        play(tab, [f"docker run --name={'comprido-' * 20}"], restart=False)
        screen = tab.locator(".experimente-tela")
        assert screen.evaluate("one => one.scrollWidth <= one.clientWidth")
        assert tab.evaluate("document.documentElement.scrollWidth") == 390


COVERED = """() => {
  const view = Object.assign(new EventTarget(), { height: innerHeight, offsetTop: 0 });
  Object.defineProperty(window, "visualViewport", { value: view });
}"""
"""Um teclado de telefone cobre parte da janela, e só a `visualViewport` o diz."""


def test_a_phone(browser: Browser, origin: str) -> None:
    size = {"width": 390, "height": 844}
    with browser.new_context(
        base_url=origin, viewport=size, has_touch=True, is_mobile=True
    ) as context:
        context.add_init_script(f"({COVERED})()")
        tab = context.new_page()
        tab.goto(f"/{FIRST}/")
        tab.get_by_role("button", name=OPENER).tap()
        line = tab.get_by_label("Comando", exact=True)
        expect(line).to_be_focused()
        assert {name: line.get_attribute(name) for name in ("autocapitalize", "autocorrect")} == {
            "autocapitalize": "off",
            "autocorrect": "off",
        }
        assert line.evaluate("one => parseFloat(getComputedStyle(one).fontSize)") >= 16
        for keyboard in (0, 336):
            tab.evaluate(
                """covered => {
                  visualViewport.height = innerHeight - covered;
                  visualViewport.dispatchEvent(new Event("resize"));
                }""",
                keyboard,
            )
            visible = size["height"] - keyboard
            for one in (line, tab.get_by_role("button", name="Ctrl+C"), tab.get_by_role("log")):
                box = one.bounding_box()
                assert box and box["y"] >= 0 and box["y"] + box["height"] <= visible
            assert tab.get_by_role("log").bounding_box()["height"] >= 80
        line.fill("docker run —name primeiro debian:trixie-slim echo “Olá, container”")
        line.press("Enter")
        expect(tab.get_by_role("log")).to_contain_text("\nOlá, container\n")
        assert tab.evaluate("document.documentElement.scrollWidth") == size["width"]


def test_over_http_and_from_the_disk(page: Tab, address: Address) -> None:
    opened(page, address(FIRST))
    assert play(page, ["docker rm primeiro"])[0].startswith("Error response from daemon")


def test_without_javascript_nothing_is_offered(browser: Browser, origin: str) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        tab = context.new_page()
        tab.goto(f"{origin}/{FIRST}/")
        expect(tab.get_by_text(OPENER)).to_be_hidden()


def test_without_the_answers_it_says_so(page: Tab) -> None:
    page.route("**/arquivos/experimente/*.js", lambda route: route.abort())
    page.goto(f"/{FIRST}/")
    page.get_by_role("button", name=OPENER).click()
    again = page.get_by_role("button", name="O terminal não pôde ser lido. Tente de novo")
    page.unroute("**/arquivos/experimente/*.js")
    again.click()
    expect(page.get_by_role("log")).to_be_visible()
