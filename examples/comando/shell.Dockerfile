FROM debian:trixie-slim
COPY --chmod=755 balcao.sh /
CMD /balcao.sh
