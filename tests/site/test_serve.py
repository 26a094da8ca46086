"""`make serve`: o que se edita chega ao navegador, um engano não o prende, e nada sobra no fim."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest

from guide.page import ROOT, GuideError
from guide.site import serve
from guide.site.mkdocs import free_port, wait_for_text

START = "import sys; from guide.site import serve; from pathlib import Path; \
serve.main(['--port', sys.argv[2]], Path(sys.argv[1]))"

CONFUSED = """
from guide.page import GuideError
from guide.site import generated

def gather(guide):
    text = guide.page("ola").text
    if "Imprevista." in text:
        raise KeyError("imprevisto")
    if "Confusa." in text:
        raise GuideError("docs/ola.md:3: duas mensagens se confundem.")
    return []

generated.write_known = gather
"""
"""As mensagens de erro de um guia em que o texto de uma página as estraga."""


@pytest.fixture
def start() -> str:
    """O programa que começa o servidor."""
    return START


@pytest.fixture
def server(small_guide: Path, tmp_path: Path, start: str) -> Iterator[subprocess.Popen[str]]:
    """O servidor do guia pequeno, que já disse onde está."""
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    command = [sys.executable, "-c", start, str(small_guide), str(free_port())]
    env = os.environ | {"TMPDIR": str(temporary)}
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
    with subprocess.Popen(command, cwd=ROOT, env=env, text=True, **pipes) as process:
        try:
            yield process
        finally:
            process.kill()


def address(server: subprocess.Popen[str]) -> str:
    assert server.stdout
    said = []
    for line in server.stdout:
        said.append(line)
        if "O guia está em " in line:
            return line.partition("está em ")[2].partition(" ")[0]
    raise AssertionError(f"O servidor acabou sem dizer onde está: {said}")


def test_edits_faults_and_the_end(
    server: subprocess.Popen[str], small_guide: Path, tmp_path: Path
) -> None:
    url = address(server)
    page = small_guide / "docs/ola.md"
    good = page.read_text(encoding="utf-8")
    page.write_text(f"{good}\nTexto novo.\n", encoding="utf-8")
    wait_for_text(f"{url}ola/", "Texto novo.")

    page.write_text(good.replace('"ola/dados.txt"\n', '"ola/nada.txt"\n'), encoding="utf-8")
    wait_for_text(f"{url}figura/", "o trecho «ola/nada.txt» não existe")  # em todas as páginas
    wait_for_text(f"{url}ola/", "Texto novo.")  # a última que deu certo

    page.write_text(f"{good}\nConsertado.\n", encoding="utf-8")
    wait_for_text(f"{url}ola/", "Consertado.")
    with urlopen(f"{url}ola/") as response:
        assert "não existe" not in response.read().decode("utf-8")

    server.send_signal(signal.SIGINT)
    said, _ = server.communicate()
    assert server.returncode == 0
    assert "ola/nada.txt» não existe" in said
    assert "Traceback" not in said
    assert not list((tmp_path / "tmp").iterdir())


@pytest.mark.parametrize("start", [CONFUSED + START], ids=["mensagens que se confundem"])
def test_a_fault_of_the_messages_comes_after_the_page(
    server: subprocess.Popen[str], small_guide: Path
) -> None:
    url = address(server)
    page = small_guide / "docs/ola.md"
    good = page.read_text(encoding="utf-8")
    telling = good.replace("---\n", "---\nmensagens:\n  depois: [um erro]\n", 1)
    page.write_text(f"{telling}\nConfusa.\n", encoding="utf-8")
    wait_for_text(f"{url}ola/", "Confusa.")
    wait_for_text(f"{url}figura/", "duas mensagens se confundem")
    page.write_text(f"{telling}\nImprevista.\n", encoding="utf-8")
    wait_for_text(f"{url}ola/", "Imprevista.")
    assert server.stdout
    assert any("não puderam ser refeitas: KeyError" in line for line in server.stdout)


def test_a_fault_from_the_start(server: subprocess.Popen[str], small_guide: Path) -> None:
    """Quem clona o guia com um engano vê qual é, conserta e segue, sem começar de novo."""
    page = small_guide / "docs/ola.md"
    good = page.read_text(encoding="utf-8")
    page.write_bytes(good.encode() + b"\xe7")
    url = address(server)
    with pytest.raises(OSError, match="404") as found:
        urlopen(url)
    assert "docs/ola.md:18: há bytes que não são UTF-8" in found.value.read().decode("utf-8")
    page.write_text(good, encoding="utf-8")
    wait_for_text(f"{url}ola/", "Olá")


def test_interrupted_while_building(server: subprocess.Popen[str], tmp_path: Path) -> None:
    assert server.stdout
    assert "Construindo" in server.stdout.readline()
    server.send_signal(signal.SIGTERM)
    said, _ = server.communicate()
    assert server.returncode == 0, said
    assert "Traceback" not in said
    assert not list((tmp_path / "tmp").iterdir())


def test_busy_port() -> None:
    with socket.create_server(("127.0.0.1", 0)) as busy:
        port = busy.getsockname()[1]
        with pytest.raises(GuideError, match=f"A porta {port} está ocupada. Use outra: PORT="):
            serve.Server(port)


@pytest.mark.parametrize("port", ["abc", "0", "65536", "-1"])
def test_not_a_port(port: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as done:
        serve.main([f"--port={port}"])
    assert done.value.code == 2
    assert f"«{port}» não é uma porta" in capsys.readouterr().err
