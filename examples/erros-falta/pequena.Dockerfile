FROM scratch
COPY --from=oficina /bin/busybox /bin/sh
COPY --from=oficina /usr/bin/numfmt /programa
