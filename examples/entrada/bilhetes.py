"""Manda três bilhetes, cada um por um processo de que ninguém mais quer saber."""

import subprocess
import time

for _ in range(3):
    subprocess.run(["sh", "-c", "sleep 0.1 &"])
time.sleep(0.5)
print("Três bilhetes mandados.", flush=True)
time.sleep(600)
