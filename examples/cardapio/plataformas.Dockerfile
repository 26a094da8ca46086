FROM scratch
COPY segunda.txt /
