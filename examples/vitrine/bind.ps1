# --8<-- [start:sobe]
docker run --detach --name vitrine -p 127.0.0.1:8080:80 `
  --mount "type=bind,source=$(pwd),target=/usr/share/nginx/html,readonly" `
  nginx:1.30
# --8<-- [end:sobe]
