FROM debian:trixie-slim
ENTRYPOINT ["echo", "Pedido:"]
CMD ["um café"]
