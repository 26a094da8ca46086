"""O site numa imagem: `Dockerfile` e `compose.yaml`, construídos e no ar como um leitor os usaria.

Quem serve é `guide/site/nginx.conf`; a política de segurança é calculada por `guide/site/csp.py`.
"""

import base64
import gzip
import hashlib
import http.client
import json
import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from email.message import Message
from pathlib import Path

import pytest
from pytest_docker.plugin import Services

from guide import pin
from guide.engine import process
from guide.engine.session import Engine
from guide.page import ROOT

pytestmark = pytest.mark.xdist_group("pdf")  # o guia inteiro é impresso uma vez

HASHED = "assets/stylesheets/main.*.min.css"
FOREVER = "public, max-age=31536000, immutable"
REVALIDATED = "no-cache"


@dataclass(frozen=True)
class Answer:
    """Uma resposta do servidor, com o corpo como veio (talvez comprimido)."""

    status: int
    headers: Message
    body: bytes


Get = Callable[..., Answer]


@pytest.fixture(scope="module")
def site(published: Path) -> Path:
    """O que a imagem serve: o site com o zip e o PDF."""
    return published


@pytest.fixture(scope="module")
def docker_compose_file(
    zip_file: Path, pdf_file: Path, tmp_path_factory: pytest.TempPathFactory
) -> list[str]:
    """O `compose.yaml` do guia, com duas trocas que poupam à suíte a rede e uns minutos.

    As bases são as que o motor tem com a mesma tag (talvez substitutas, que não têm o digest), e o
    estágio `arquivos` é o zip e o PDF que outros testes já fizeram. `make image` não troca nada: é
    o que a verificação semanal executa.
    """
    files = tmp_path_factory.mktemp("imagem")
    (files / "arquivos").mkdir()
    for file in (zip_file, pdf_file):
        shutil.copy(file, files / "arquivos")
    text = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    bases = {
        found[0].split()[1]: f"docker-image://{found['tag']}" for found in pin.FROM.finditer(text)
    }
    build = {"additional_contexts": {**bases, "arquivos": str(files)}}
    override = files / "compose.json"
    override.write_text(json.dumps({"services": {"site": {"build": build}}}), encoding="utf-8")
    return [str(ROOT / "compose.yaml"), str(override)]


@pytest.fixture(scope="module")
def compose_variables() -> dict[str, str]:
    """Numa porta livre, e só nesta máquina."""
    return {"PORT": "0", "ADDRESS": "127.0.0.1"}


@pytest.fixture(scope="module")
def get(docker_services: Services, docker_ip: str) -> Get:
    """Pede um caminho ao servidor, sem seguir redirecionamentos."""
    port = docker_services.port_for("site", 8080)

    def get(path: str, **headers: str) -> Answer:
        connection = http.client.HTTPConnection(docker_ip, port, timeout=10)
        try:
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request("GET", f"/{path}", headers=named)
            response = connection.getresponse()
            return Answer(response.status, response.headers, response.read())
        finally:
            connection.close()

    return get


@pytest.fixture(scope="module")
def container(docker_services: Services) -> str:
    return docker_services._docker_compose.execute("ps --quiet site").decode().strip()


def relative(site: Path, pattern: str) -> list[str]:
    """Os caminhos, dentro do site, dos arquivos que casam com `pattern`."""
    found = sorted(file.relative_to(site).as_posix() for file in site.rglob(pattern))
    assert found, f"o site não tem {pattern}"
    return found


def hashed(site: Path) -> str:
    return relative(site, HASHED)[0]


def test_the_image_builds_with_the_versions_of_make_build() -> None:
    here, image = (
        set(re.findall(r"^\S+==\S+.*$", (ROOT / name).read_text(), re.MULTILINE))
        for name in ("requirements.txt", "requirements-site.txt")
    )
    assert image
    assert image <= here, f"rode `make lock`: {sorted(image - here)}"


def test_the_image_has_the_whole_site(site: Path, container: str, engine: Engine) -> None:
    """Falta algo? Confira o `.dockerignore`, e se o `Dockerfile` faz o que `make publish` faz."""
    listed = process.run(
        ["docker", "exec", container, "find", "/srv/guide", "-type", "f"], env=engine.env
    )
    served = {line.removeprefix("/srv/guide/") for line in listed.splitlines()}
    built = {file.relative_to(site).as_posix() for file in site.rglob("*") if file.is_file()}
    assert built <= served, f"faltam na imagem: {sorted(built - served)}"
    extra = {path for path in served - built if path.removesuffix(".gz") not in built}
    assert not extra, f"sobram na imagem: {sorted(extra)}"


def test_pages_are_the_ones_make_publish_makes(site: Path, get: Get) -> None:
    for path in relative(site, "index.html"):
        answer = get(path.removesuffix("index.html"))
        assert answer.status == 200, path
        assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
        assert words(answer.body.decode()) == words((site / path).read_text(encoding="utf-8")), path


def words(html: str) -> list[str]:
    """O texto da página: versões do Markdown marcam o mesmo texto de modos diferentes."""
    return re.sub(r"<script.*?</script>|<[^>]+>", " ", html, flags=re.DOTALL).split()


@pytest.mark.parametrize("path", ["nao-existe", "nao/existe/", "nao.0123abcd.min.js", "assets/"])
def test_what_does_not_exist(site: Path, get: Get, path: str) -> None:
    """A página 404 é a do site, em português; e nenhum cache a guarda, nem com nome de recurso."""
    answer = get(path)
    assert answer.status == 404
    assert answer.body == (site / "404.html").read_bytes()
    assert re.search(rb'<html lang="pt', answer.body)
    assert answer.headers["Cache-Control"] == REVALIDATED


def test_missing_slash_stays_on_the_published_port(get: Get) -> None:
    answer = get("glossario")
    assert (answer.status, answer.headers["Location"]) == (301, "/glossario/")


@pytest.mark.parametrize("path", ["", "nao-existe", "glossario", HASHED])
def test_security_headers(site: Path, get: Get, path: str) -> None:
    headers = get(hashed(site) if path == HASHED else path).headers
    assert headers["Server"] == "nginx", "a versão do servidor não se mostra"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert "camera=()" in headers["Permissions-Policy"]
    assert headers.get_all("Content-Security-Policy") == [
        get("").headers["Content-Security-Policy"]
    ]


def test_policy_allows_what_the_pages_do_and_nothing_else(site: Path, get: Get) -> None:
    policy = {
        name: sources
        for name, *sources in (
            directive.split() for directive in get("").headers["Content-Security-Policy"].split(";")
        )
    }
    assert policy["default-src"] == policy["base-uri"] == policy["frame-ancestors"] == ["'none'"]
    assert policy["style-src"] == ["'self'"]
    assert not any("unsafe" in source for sources in policy.values() for source in sources)
    needed = {"'self'"}
    for path in relative(site, "*.html"):
        html = get(path).body.decode()
        for attributes, script in re.findall(r"<script\b([^>]*)>(.*?)</script>", html, re.DOTALL):
            if "src=" not in attributes and "application/json" not in attributes:
                digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
                needed.add(f"'sha256-{digest}'")
        tags = re.findall(
            r"<[a-z][^>]*>", re.sub(r"<script.*?</script>", "", html, flags=re.DOTALL)
        )
        refused = [tag for tag in tags if re.search(r"^<style|\s(style|on[a-z]+)=", tag)]
        assert not refused, (
            f"site/{path}: a política de segurança barra estilos e eventos escritos na página; use "
            f"uma classe, ou um arquivo de docs/assets/: {refused}"
        )
    assert set(policy["script-src"]) == needed


def test_compression_is_negotiated(site: Path, get: Get) -> None:
    compressed = [get("index.html"), *map(get, relative(site, "*.css") + relative(site, "*.js"))]
    for path in ["index.html", hashed(site), "search/search_index.json", "sitemap.xml"]:
        plain, small = get(path), get(path, Accept_Encoding="br, gzip")
        assert plain.headers["Content-Encoding"] is None
        assert small.headers["Content-Encoding"] == "gzip", path
        assert plain.headers["Vary"] == small.headers["Vary"] == "Accept-Encoding"
        assert gzip.decompress(small.body) == plain.body, path
    assert all(answer.headers["Vary"] == "Accept-Encoding" for answer in compressed)
    png = get(relative(site, "*.png")[0], Accept_Encoding="gzip")
    assert png.headers["Content-Encoding"] is None


def test_scripts_are_read_with_their_accents(get: Get) -> None:
    kind = get("assets/javascripts/copiar-comandos.js").headers["Content-Type"]
    assert re.fullmatch(r"(text|application)/javascript; charset=utf-8", kind)


def test_caching(site: Path, get: Get) -> None:
    assert get(hashed(site)).headers["Cache-Control"] == FOREVER
    day = get(relative(site, "*.png")[0])
    assert day.headers["Cache-Control"] == "public, max-age=86400"
    for path in ["", "assets/stylesheets/estilo.css", "search/search_index.json"]:
        first = get(path)
        assert first.headers["Cache-Control"] == REVALIDATED, path
        again = get(path, If_None_Match=first.headers["ETag"])
        assert (again.status, again.body) == (304, b""), path
        assert again.headers["Cache-Control"] == REVALIDATED


def test_nothing_runs_as_root_nor_can_write(container: str, engine: Engine) -> None:
    """Todo processo do container: usuário 101, sem privilégios, e o disco só de leitura."""
    inside = ["docker", "exec", container]
    said = process.run([*inside, "sh", "-c", "cat /proc/[0-9]*/status"], env=engine.env)
    for field, only in [
        ("Uid", "101\t101\t101\t101"),
        ("Cap(?:Inh|Prm|Eff|Bnd|Amb)", "0" * 16),
        ("NoNewPrivs", "1"),
    ]:
        found = re.findall(rf"^{field}:\s+(.*)$", said, re.MULTILINE)
        assert set(found) == {only}, f"{field}: {found}"
    mounts = process.run([*inside, "cat", "/proc/mounts"], env=engine.env)
    assert re.search(r"^\S+ / \S+ ro,", mounts, re.MULTILINE)


def test_limits_and_restart(container: str, engine: Engine) -> None:
    """Ele volta sozinho, e não toma a máquina do professor; e não é root, pelo número."""
    said = process.run(["docker", "inspect", container, "--format={{json .}}"], env=engine.env)
    told = json.loads(said)
    host = told["HostConfig"]
    assert host["RestartPolicy"]["Name"] == "unless-stopped"
    assert host["Memory"] == 128 * 2**20
    assert host["PidsLimit"] == 32
    assert host["NanoCpus"] == 2 * 10**9
    assert told["Config"]["User"] == "101:101"


def test_the_pdf_and_the_zip_are_served(site: Path, get: Get) -> None:
    for name, kind in [
        ("docker-em-portugues.pdf", "application/pdf"),
        ("docker-em-portugues.zip", "application/zip"),
    ]:
        answer = get(name)
        assert (answer.status, answer.headers["Content-Type"]) == (200, kind)
        assert answer.body == (site / name).read_bytes()


def test_healthy_and_without_complaints(
    docker_services: Services, container: str, engine: Engine
) -> None:
    state = ["docker", "inspect", container, "--format", "{{.State.Health.Status}}"]
    assert process.run(state, env=engine.env) == "healthy"
    logs = docker_services._docker_compose.execute("logs --no-color").decode()
    assert not re.findall(r".*\[(?:warn|crit|alert|emerg)\].*", logs)
