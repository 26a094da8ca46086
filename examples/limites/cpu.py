"""Faz contas por dois segundos e diz que parte desse tempo passou num processador."""

import time

comeco = time.monotonic()
while time.monotonic() - comeco < 2:
    pass

usado = time.process_time() / 2
print("mais de 40% do tempo" if usado > 0.4 else "menos de 40% do tempo")
