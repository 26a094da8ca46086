FROM debian:trixie-slim
COPY --chmod=755 balcao.sh /
CMD ["sh", "-c", "echo 'Acendo as luzes.'; exec /balcao.sh"]
