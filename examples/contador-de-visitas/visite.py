import socket
from urllib.request import urlopen

for endereco in socket.gethostbyname_ex("web")[2]:
    print(urlopen(f"http://{endereco}:8000").read().decode(), end="")
