FROM scratch
COPY inicia.sh /inicia.sh
