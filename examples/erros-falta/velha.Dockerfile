FROM debian:trixie-slim
RUN rm -f /etc/apt/sources.list /etc/apt/sources.list.d/*
COPY velha.list /etc/apt/sources.list.d/
