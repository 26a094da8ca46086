FROM debian:trixie-slim
COPY baixa.sh /
RUN --mount=type=secret,id=token,required=true \
    sh /baixa.sh "$(cat /run/secrets/token)"
CMD ["cat", "/pacote.txt"]
