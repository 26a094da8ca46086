import time
from urllib.request import urlopen

antes = None
while True:
    try:
        urlopen("http://web:8000/saude", timeout=5)
        agora = "no ar"
    except OSError:
        agora = "fora do ar"
    if agora != antes:
        print(agora, flush=True)
    antes = agora
    time.sleep(0.1)
