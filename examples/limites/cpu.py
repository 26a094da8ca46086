"""Faz contas por dois segundos e conta se o kernel o freou, por causa de um limite."""

import re
import time
from pathlib import Path

comeco = time.monotonic()
while time.monotonic() - comeco < 2:
    pass

anotacoes = "".join(um.read_text() for um in Path("/sys/fs/cgroup").rglob("cpu.stat"))
freado = re.search("nr_throttled [1-9]", anotacoes)
print("o kernel me freou" if freado else "nenhum limite me freou")
