FROM debian:trixie-slim
RUM apt-get update
