# --8<-- [start:fechado]
docker run --detach --init --name trancado -p 8080:8000 --env FLASK_APP=serverFlask.py `
  flaskboasvindas flask run --port 8000
# --8<-- [end:fechado]

# --8<-- [start:fechado-dentro]
docker exec trancado python3 -c `
  "import urllib.request as r; print(r.urlopen('http://localhost:8000').status)"
docker rm --force trancado
# --8<-- [end:fechado-dentro]

# --8<-- [start:aberto]
docker run --detach --init --name aberto -p 8080:8000 --env FLASK_APP=serverFlask.py `
  flaskboasvindas flask run --port 8000 --host 0.0.0.0
# --8<-- [end:aberto]
