FROM debian:trixie-slim
ARG GRAO=arábica
ENV MOEDA=real
RUN echo "Café $GRAO, preço em $MOEDA." > /cardapio.txt
CMD ["sh", "-c", "cat /cardapio.txt; echo \"Agora: GRAO='$GRAO', MOEDA='$MOEDA'.\""]
