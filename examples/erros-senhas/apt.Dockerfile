FROM debian:trixie-slim
RUN echo "deb http://pacotes.escola.test/debian trixie main" > /etc/apt/sources.list
RUN apt-get update --error-on=any
