FROM scratch
ADD rootfs.tar /
COPY --from=certificates ca-certificates.crt /etc/ssl/certs/ca-certificates.crt
CMD ["bash"]
