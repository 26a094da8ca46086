"""Os programas do motor privado, tirados de pacotes Debian sem instalar nada no sistema.

O motor (dockerd, cliente, Compose, Buildx, containerd) vem da versão do Debian que tem o Docker
pedido: são programas em Go que só precisam de uma libc comum. O que depende das bibliotecas da
máquina (runc, iptables, slirp4netns, mmdebstrap) vem da versão do Debian da própria máquina. O apt
trabalha com um estado só seu (apt.conf(5), `Dir::*`), e cada pacote é aberto com `dpkg -x` numa
pasta do cache.
"""

import os
import platform
import shutil
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from guide.engine import process
from guide.engine.failure import EngineError

DEFAULT_ENGINE = "28.5"
DEBIAN_SUITES = {"28.5": "forky", "26.1": "trixie"}

ENGINE_PACKAGES = {
    "debian": ["docker.io", "docker-cli", "docker-compose", "docker-buildx", "containerd"],
    "ubuntu": ["docker.io", "docker-compose-v2", "docker-buildx", "containerd"],
}
TOOL_PACKAGES = ["runc", "iptables", "slirp4netns", "tini", "mmdebstrap"]
NEEDED_PROGRAMS = ["apt-get", "dpkg", "unshare", "setpriv", "nsenter"]
TUN = Path("/dev/net/tun")
PROGRAMS_DISK = 10**9  # bytes: os pacotes e os programas deles
ENGINE_DISK = 22 * 10**8  # bytes: as imagens base de um motor e o que os exemplos constroem nele

WHAT_TO_DO = (
    "Instale o Docker (no Windows e no macOS, o Docker Desktop; no Linux, o Docker Engine com o "
    "Compose e o Buildx), inicie-o, confira com `docker info` e rode de novo."
)


@dataclass(frozen=True)
class Archive:
    """O arquivo de pacotes que a máquina já usa: distribuição, codinome, endereço e chave."""

    distribution: str
    codename: str
    mirror: str
    own_sources: tuple[str, ...]
    signed_by: str

    def source(self, suite: str, components: str = "main") -> str:
        """Uma linha de sources.list(5) para `suite` neste arquivo."""
        return f"deb {self.signed_by}{self.mirror} {suite} {components}"


def check_machine(cache: Path, os_release: Mapping[str, str] | None = None) -> None:
    """Levanta `EngineError` se aqui não se pode montar um motor privado, com o que fazer."""
    if platform.system() != "Linux":
        raise EngineError(f"Não há um motor Docker respondendo.\n{WHAT_TO_DO}")
    release = platform.freedesktop_os_release() if os_release is None else os_release
    if release.get("ID") not in ENGINE_PACKAGES:
        name = release.get("PRETTY_NAME", "este Linux")
        raise EngineError(
            f"Não há um motor Docker respondendo, e só no Debian e no Ubuntu a suíte monta um "
            f"sozinha (aqui: {name}).\n{WHAT_TO_DO}"
        )
    if os.geteuid() != 0:
        raise EngineError(
            "Não há um motor Docker respondendo, e para montar um a suíte precisa ser root "
            "(por exemplo, numa máquina virtual ou num container de CI). Se o Docker já está "
            "instalado, talvez falte só permissão: veja o que diz `docker info`.\n" + WHAT_TO_DO
        )
    missing = [name for name in NEEDED_PROGRAMS if shutil.which(name) is None]
    if missing:
        raise EngineError(
            f"Para montar um motor Docker faltam estes programas: {', '.join(missing)}."
        )
    if not TUN.exists():
        raise EngineError(
            "Para montar um motor Docker falta /dev/net/tun, a placa de rede virtual. Num "
            "container, use `--privileged` e `--device /dev/net/tun`.\n" + WHAT_TO_DO
        )
    _check_free(cache, PROGRAMS_DISK, "os programas de um motor precisam")


def check_disk(cache: Path, count: int) -> None:
    """Levanta `EngineError` se em `cache` não cabem os motores, de 1 a `count`, que faltam."""
    absent = [one for one in range(1, count + 1) if not (cache / str(one) / "data").exists()]
    said = "o motor privado precisa"
    if len(absent) > 1:
        said = f"os {len(absent)} motores privados precisam"
    _check_free(cache, len(absent) * ENGINE_DISK, said)


def _check_free(cache: Path, needed: int, said: str) -> None:
    cache.mkdir(parents=True, exist_ok=True)
    free = shutil.disk_usage(cache).free
    if free < needed:
        raise EngineError(
            f"Disco cheio: {said} de {needed / 1e9:.1f} GB livres em {cache}, e há "
            f"{free / 1e9:.1f} GB. Libere espaço ou aponte XDG_CACHE_HOME para outro disco."
        )


def find_archive() -> Archive:
    """O arquivo do Debian ou do Ubuntu configurado nesta máquina (`apt-get indextargets`)."""
    release = platform.freedesktop_os_release()
    distribution, codename = release["ID"], release.get("VERSION_CODENAME", "")
    listed = process.run(
        [
            "apt-get",
            "indextargets",
            "--no-release-info",
            "--format",
            "$(REPO_URI) $(RELEASE) $(COMPONENT)",
            "Created-By: Packages",
        ]
    )
    own: dict[tuple[str, str], list[str]] = {}
    for line in listed.splitlines():
        uri, suite, component = line.split()
        if suite.removesuffix("-updates").removesuffix("-security") == codename:
            components = own.setdefault((uri, suite), [])
            if component in ("main", "universe") and component not in components:
                components.append(component)
    mirrors = [uri for (uri, suite), found in own.items() if suite == codename and "main" in found]
    if not mirrors:
        raise EngineError(
            f"O apt desta máquina não tem o arquivo de {distribution} {codename} (componente "
            f"main) entre as suas fontes.\n{WHAT_TO_DO}"
        )
    keyring = Path(f"/usr/share/keyrings/{distribution}-archive-keyring.gpg")
    signed_by = f"[signed-by={keyring}] " if keyring.exists() else ""
    sources = tuple(
        f"deb {signed_by}{uri} {suite} {' '.join(components)}"
        for (uri, suite), components in own.items()
        if components
    )
    return Archive(distribution, codename, mirrors[0], sources, signed_by)


def fetch(version: str, cache: Path, say: Callable[[str], None]) -> Path:
    """A pasta com os programas do motor `version`; baixa os pacotes só na primeira vez.

    A pasta só ganha o nome definitivo quando está completa: uma execução cortada no meio não
    deixa um motor pela metade. Levanta `EngineError` se a versão não existir ou o apt falhar.
    """
    if version not in DEBIAN_SUITES:
        raise EngineError(
            f"ENGINE={version} não existe; use {' ou '.join(DEBIAN_SUITES)} (motor privado dessa "
            "versão) ou nada (o motor desta máquina e, se não houver, o privado)."
        )
    root = cache / "programs"
    if root.exists():
        return root
    check_machine(cache)
    archive = find_archive()
    if archive.distribution == "ubuntu" and version != DEFAULT_ENGINE:
        raise EngineError(f"ENGINE={version}: no Ubuntu só há o Docker da própria versão dele.")
    say(f"motor privado: baixando os pacotes do Docker {version} (só desta vez, uns 90 MB)")
    work = cache / "fetch"
    shutil.rmtree(work, ignore_errors=True)
    if archive.distribution == "debian":
        engine_sources: tuple[str, ...] = (archive.source(DEBIAN_SUITES[version]),)
    else:
        engine_sources = archive.own_sources
    downloads = [
        _apt(work / "engine", engine_sources, "download", ENGINE_PACKAGES[archive.distribution]),
        _apt(work / "tools", archive.own_sources, "install", TOOL_PACKAGES),
    ]
    say("motor privado: abrindo os pacotes")
    unpacked = work / "programs"
    for folder in downloads:
        for package in sorted(folder.glob("*.deb")):
            process.run(["dpkg", "-x", package, unpacked])
    _link_programs(unpacked)
    unpacked.rename(root)
    shutil.rmtree(work)
    return root


def _apt(work: Path, sources: tuple[str, ...], action: str, packages: list[str]) -> Path:
    """Baixa `packages` de `sources`; devolve a pasta onde ficaram.

    `download` traz só os pacotes ditos; `install` (sem instalar) traz também as dependências
    que a máquina ainda não tem.
    """
    archives = work / "archives"
    (work / "lists" / "partial").mkdir(parents=True)
    (archives / "partial").mkdir(parents=True)
    (work / "sources.list").write_text("".join(f"{line}\n" for line in sources))
    options = [
        f"Dir::Etc::SourceList={work / 'sources.list'}",
        "Dir::Etc::SourceParts=-",
        f"Dir::State::Lists={work / 'lists'}",
        f"Dir::State::extended_states={work / 'extended_states'}",
        f"Dir::Cache={work}",
        f"Dir::Cache::Archives={archives}",
        "APT::Sandbox::User=root",
        "APT::Update::Post-Invoke-Success=",
        "Acquire::Languages=none",
        "Acquire::Retries=3",
    ]
    apt = ["apt-get", "-q", *(word for option in options for word in ("-o", option))]
    process.show([*apt, "update"])
    if action == "install":
        apt = [*apt, "--yes", "--no-install-recommends", "--download-only"]
        process.show([*apt, "install", *packages])
    else:
        process.show(["env", "-C", archives, *apt, "download", *packages])
    return archives


def _link_programs(root: Path) -> None:
    """Os nomes que o dockerd procura e que os pacotes só criariam ao serem instalados."""
    links = root / "links"
    links.mkdir()
    if (root / "usr/sbin/xtables-nft-multi").exists():
        for name in ("iptables", "ip6tables"):
            (links / name).symlink_to("../usr/sbin/xtables-nft-multi")


def environment(root: Path) -> dict[str, str]:
    """As variáveis com que os programas de `root` acham uns aos outros e as suas bibliotecas."""
    folders = [root / "links", root / "usr/bin", root / "usr/sbin"]
    libraries = {path.parent for path in root.glob("usr/lib/*/*.so*")}
    perl = [*root.glob("usr/share/perl*"), *root.glob("usr/lib/*/perl*")]
    return os.environ | {
        "PATH": _join([*folders, *os.environ["PATH"].split(os.pathsep), "/usr/sbin", "/sbin"]),
        "LD_LIBRARY_PATH": _join(libraries),
        "XTABLES_LIBDIR": _join(root.glob("usr/lib/*/xtables")),
        "PERL5LIB": _join(perl),
    }


def _join(paths: Iterable[Path | str]) -> str:
    return os.pathsep.join(str(path) for path in paths)
