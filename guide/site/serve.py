"""O guia no navegador enquanto se edita: `make serve`.

    python -m guide serve [--port 8000]

Quem serve, e recarrega a página aberta, é o servidor de edição do MkDocs; o que se reconstrói a
cada edição, e quando, é `preview` que decide. Um engano aparece no terminal e num aviso ao pé da
página, que segue como estava; o conserto o desfaz.
"""

import argparse
import errno
import html
import logging
import os
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from mkdocs.livereload import LiveReloadServer

from guide.page import ROOT, GuideError
from guide.site.preview import CONFIG, Preview

HOST = "127.0.0.1"
INTERVAL = 0.2
"""Segundos entre uma olhada e outra nos arquivos: uma custa uns 5 ms."""
REST = 2.0
"""Segundos sem edição depois dos quais se refaz o que não é de página alguma."""
SETTLED = 0.03
"""Segundos sem mudança depois dos quais um editor acabou de gravar."""

WATCHED = ("docs", "examples", "diagrams", "overrides")
FILES = (CONFIG, Path("verified/verified.json"))
"""As notas, ao lado do `verified.json`, são escritas pelo próprio servidor."""

_ALERT = """\
<div role="alert" style="position:fixed;z-index:99;bottom:0;left:0;right:0;padding:1em;\
max-height:40vh;overflow:auto;background:#7a1420;color:#fff;font:14px/1.5 monospace;\
white-space:pre-wrap">{text}</div>
"""
_NOTHING_YET = "<!doctype html><meta charset=utf-8><title>Docker em português</title><body></body>"


class Server(LiveReloadServer):
    """O servidor de edição do MkDocs, que mostra também o que há de errado."""

    def __init__(self, port: int) -> None:
        """Já escuta em `port`. Levanta `GuideError` se a porta não pode ser aberta."""
        super().__init__(lambda: None, HOST, port, root=".")
        self.faults: list[str] = []
        self._watched_paths = {ROOT.as_posix(): 1}  # sem isso, ele não recarrega a página aberta
        try:
            self.server_bind()
        except OSError as error:
            self.server_close()
            if error.errno == errno.EADDRINUSE:
                other = port + 1 if port < 65535 else 8000
                raise GuideError(
                    f"A porta {port} está ocupada. Use outra: PORT={other} make serve"
                ) from None
            raise GuideError(
                f"A porta {port} não pode ser aberta ({error.strerror}). Use uma acima de 1023: "
                "PORT=8000 make serve"
            ) from None
        self.server_activate()
        self.error_handler = self._missing

    def hold(self) -> None:
        """Daqui até `show`, um pedido espera: os arquivos do site estão sendo escritos."""
        with self._epoch_cond:
            self._wanted_epoch = max(round(time.monotonic() * 1000), self._wanted_epoch + 1)

    def show(self, preview: Preview) -> None:
        """Põe no ar o site de `preview`: atende quem esperava, e recarrega as páginas abertas."""
        self.hold()
        self.root, self.faults = str(preview.site), preview.faults
        with self._epoch_cond:
            self._visible_epoch = self._wanted_epoch
            self._epoch_cond.notify_all()

    def _missing(self, code: int) -> bytes | None:
        """O que se mostra no lugar de uma página que não há."""
        page = Path(self.root) / f"{code}.html"
        content = page.read_bytes() if page.is_file() else _NOTHING_YET.encode()
        return self._inject_js_into_html(content, self._visible_epoch)

    def _inject_js_into_html(self, content: bytes, epoch: int) -> bytes:
        if self.faults:
            alert = _ALERT.format(text=html.escape("\n".join(self.faults))).encode()
            head, body, tail = content.rpartition(b"</body>")
            content = head + alert + body + tail
        return super()._inject_js_into_html(content, epoch)


State = dict[Path, tuple[int, int]]


def state(root: Path) -> State:
    """Os arquivos de que o site é feito, com a data e o tamanho que dizem se um mudou.

    Os escondidos e os provisórios de um editor ficam de fora.
    """
    found: State = {}
    folders = [root / name for name in WATCHED]
    while folders:
        try:
            entries = list(os.scandir(folders.pop()))
        except OSError:  # a pasta sumiu enquanto se olhava
            continue
        for entry in entries:
            if entry.name.startswith((".", "#", "__pycache__")) or entry.name.endswith("~"):
                continue
            if entry.is_dir():
                folders.append(Path(entry.path))
            else:
                _note(found, root, Path(entry.path))
    for file in FILES:
        _note(found, root, root / file)
    return found


def _note(found: State, root: Path, file: Path) -> None:
    try:
        status = file.stat()
    except OSError:
        return
    found[file.relative_to(root)] = (status.st_mtime_ns, status.st_size)


def serve(root: Path, port: int, say: Callable[[str], None]) -> None:
    """Serve o guia em `root` até um Ctrl+C. Levanta `GuideError` se a porta não pode ser aberta."""
    with tempfile.TemporaryDirectory(prefix="docker-em-portugues-site-") as folder:
        server = Server(port)
        try:
            preview = Preview(root, Path(folder), f"http://{HOST}:{port}/")
            server.hold()
            server.serve_thread.start()
            say("Construindo o site…")
            seen = state(root)
            _update(server, preview, set(seen), say)
            edited = time.monotonic()
            say(f"O guia está em http://{HOST}:{port}/ e acompanha as edições. Ctrl+C encerra.")
            while True:
                time.sleep(INTERVAL)
                now = state(root)
                if now == seen:
                    if time.monotonic() - edited >= REST:
                        _finish(server, preview, say)
                    continue
                while (later := _settled(root)) != now:
                    now = later
                changed = {file for file in now | seen if now.get(file) != seen.get(file)}
                seen = now
                _update(server, preview, changed, say)
                edited = time.monotonic()
        except KeyboardInterrupt:
            say("Encerrado.")
        finally:
            signal.signal(signal.SIGINT, signal.SIG_IGN)  # um segundo Ctrl+C não corta a faxina
            server.shutdown()


def _settled(root: Path) -> State:
    time.sleep(SETTLED)
    return state(root)


def _update(
    server: Server, preview: Preview, changed: set[Path], say: Callable[[str], None]
) -> None:
    """Reconstrói o que mudou e diz o que houve; um imprevisto se diz, e não encerra o servidor."""
    started, first = time.perf_counter(), preview.site.name == "0"
    try:
        done = preview.update(changed, server.hold)
    except Exception as error:
        say(f"A edição não pôde ser mostrada: {type(error).__name__}: {error}")
        done = []
    seconds = f"{time.perf_counter() - started:.1f} s".replace(".", ",")
    if done and not first:
        say(f"{done[0] if len(done) == 1 else f'{len(done)} páginas'}: em {seconds}")
    _show(server, preview, say)


def _finish(server: Server, preview: Preview, say: Callable[[str], None]) -> None:
    """Refaz o que espera quem edita parar; um imprevisto se diz, e não encerra o servidor."""
    try:
        if preview.finish():
            _show(server, preview, say)
    except Exception as error:
        say(f"As mensagens de erro não puderam ser refeitas: {type(error).__name__}: {error}")


def _show(server: Server, preview: Preview, say: Callable[[str], None]) -> None:
    for fault in preview.faults:
        say(f"  {fault}")
    server.show(preview)


def main(arguments: list[str], root: Path = ROOT) -> None:
    """Serve o guia. Sai com 1 se a porta não pode ser aberta, e com 2 se não é um número."""
    parser = argparse.ArgumentParser(prog="python -m guide serve")
    parser.add_argument("--port", default="8000", metavar="PORTA")
    text = parser.parse_args(arguments).port
    if not text.isdecimal() or not 0 < int(text) < 65536:
        sys.stderr.write(
            f"«{text}» não é uma porta: use um número de 1 a 65535, como PORT=8001 make serve\n"
        )
        sys.exit(2)
    os.chdir(root)  # as inclusões são procuradas a partir da raiz
    logging.getLogger("mkdocs.livereload").disabled = True
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        serve(root, int(text), lambda line: print(time.strftime("[%H:%M:%S]"), line, flush=True))
    except KeyboardInterrupt:
        pass
    except GuideError as error:
        sys.exit(str(error))
