import socket
import time

porta = socket.create_server(("0.0.0.0", 5443))
time.sleep(3600)
