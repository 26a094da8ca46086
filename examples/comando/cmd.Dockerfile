FROM debian:trixie-slim
CMD ["echo", "Um café, por favor."]
