FROM debian:trixie-slim
RUN apt-get update \
 && apt-get install --yes --no-install-recommends busybox-static curl python3-pip
