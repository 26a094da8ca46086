"""Os processos de um terminal: prepará-los, ver se descansam, achá-los todos e matá-los.

No Linux o bash do terminal adota os órfãos dos seus descendentes (PR_SET_CHILD_SUBREAPER,
prctl(2)): quem troca de sessão, vai para segundo plano e esvazia o próprio ambiente continua na
árvore dele. No macOS, onde não há isso nem /proc, acham-se os da sessão e os descendentes.
"""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

_PR_SET_CHILD_SUBREAPER = 36
_prctl = getattr(ctypes.CDLL(None), "prctl", None) if sys.platform == "linux" else None


def prepare_child() -> None:
    """Prepara, entre o fork e o exec, o bash de um terminal.

    Desfaz os sinais ignorados, que os programas do terminal herdariam: o Python ignora o SIGPIPE e
    o SIGXFSZ; um script que põe a suíte em segundo plano, o Ctrl+C (POSIX, XCU 2.11); e o `nohup`,
    o SIGHUP. No Linux, o processo passa a adotar os órfãos dos seus descendentes.
    """
    for name in ("SIGINT", "SIGQUIT", "SIGHUP", "SIGPIPE", "SIGXFSZ"):
        signal.signal(getattr(signal, name), signal.SIG_DFL)
    if _prctl:
        _prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def resting(group: int) -> bool:
    """Diz se nenhum processo do grupo `group` usa o processador, ou espera por ele ou pelo disco.

    Onde não há /proc não se sabe, e a resposta é que sim.
    """
    for entry in _proc_entries():
        with contextlib.suppress(OSError, ValueError):
            if os.getpgid(int(entry.name)) == group:
                for thread in (entry / "task").iterdir():
                    if _state_and_parent(thread)[0] in "RD":
                        return False
    return True


def of_terminal(leader: int, cookie: str) -> set[int]:
    """Os processos vivos da sessão de `leader`, os descendentes dele e os que têm `cookie`.

    O último grupo só se conhece no Linux; ali alcança quem fugiu de um bash que já morreu.
    """
    parents = parents_of_all()
    found = {leader} & parents.keys()
    for pid in parents:
        with contextlib.suppress(OSError):
            if os.getsid(pid) == leader or _has_in_environment(pid, cookie):
                found.add(pid)
    while new := {pid for pid, parent in parents.items() if parent in found} - found:
        found |= new
    return found - {os.getpid()}


def kill(leader: int, cookie: str, limit: float, reap: Callable[[], object]) -> list[str]:
    """Mata os processos de `of_terminal`, por até `limit` segundos; o líder por último.

    O líder, um shell, para primeiro: senão iria ao comando seguinte da lista em que está. E morre
    por último, porque é quem adota os órfãos. `reap` recolhe o líder morto. Devolve quem resistiu,
    como «123 (nome)».
    """
    _signal(leader, signal.SIGSTOP)
    deadline = time.monotonic() + limit
    while (alive := of_terminal(leader, cookie)) and time.monotonic() < deadline:
        for pid in alive - {leader} or alive:
            _signal(pid, signal.SIGKILL)
        if alive == {leader}:
            reap()
    if leader in alive:
        _signal(leader, signal.SIGKILL)
    return [f"{pid} ({_name(pid)})" for pid in sorted(alive - {leader})]


def kill_group(group: int) -> None:
    """Mata um grupo de processos, se ainda existe."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(group, signal.SIGKILL)


def _signal(pid: int, number: int) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.kill(pid, number)


def parents_of_all() -> dict[int, int]:
    """O pai de cada processo vivo (os zumbis não contam)."""
    return _parents_from_proc() if Path("/proc/self/stat").exists() else _parents_from_ps()


def _proc_entries() -> list[Path]:
    proc = Path("/proc")
    return [entry for entry in proc.iterdir() if entry.name.isdigit()] if proc.is_dir() else []


def _parents_from_proc() -> dict[int, int]:
    parents = {}
    for entry in _proc_entries():
        with contextlib.suppress(OSError):
            state, parent = _state_and_parent(entry)
            if state != "Z":
                parents[int(entry.name)] = parent
    return parents


def _state_and_parent(entry: Path) -> tuple[str, int]:
    """O estado e o pai de um processo: o nome, entre parênteses, pode ter outros (proc(5))."""
    state, parent, *_ = (entry / "stat").read_text().rpartition(")")[2].split()
    return state, int(parent)


def _parents_from_ps() -> dict[int, int]:
    """O mesmo onde não há /proc (macOS)."""
    listing = subprocess.run(
        ["ps", "-A", "-o", "pid=,ppid=,stat="], capture_output=True, text=True, check=True
    )
    rows = (line.split() for line in listing.stdout.splitlines())
    return {int(pid): int(parent) for pid, parent, state in rows if not state.startswith("Z")}


def _has_in_environment(pid: int, cookie: str) -> bool:
    try:
        return cookie.encode() in Path(f"/proc/{pid}/environ").read_bytes().split(b"\0")
    except OSError:
        return False


def _name(pid: int) -> str:
    listing = subprocess.run(["ps", "-o", "comm=", "-p", str(pid)], capture_output=True, text=True)
    return listing.stdout.strip() or "sem nome"
