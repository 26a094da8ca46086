# --8<-- [start:sinais]
docker events --since 1h --until 0s --filter container=maratonista --filter event=kill `
  --format '{{.Action}}: sinal {{.Actor.Attributes.signal}}'
# --8<-- [end:sinais]
