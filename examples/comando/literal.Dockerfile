FROM debian:trixie-slim
ENV MOEDA=real
CMD ["echo", "Preço em $MOEDA."]
