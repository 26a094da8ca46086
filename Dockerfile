# O próprio guia numa imagem: o MkDocs o constrói, o Chromium imprime o PDF, o nginx serve. `docker
# compose up --build` o põe no ar; o site é o de `make publish`, que ainda diz, em português, o que o
# MkDocs recusa. Cada base está presa ao seu digest: a tag é para quem lê, e `make pin` a renova.

FROM python:3.13-slim@sha256:9662417aace5ae7b8e2609cce472b72a8958e134ba372808abe9cc1a0c0125e6 AS base
ENV NO_MKDOCS_2_WARNING=1 PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_ROOT_USER_ACTION=ignore
WORKDIR /guide

# O zip e o PDF. O Chromium fica neste estágio.
FROM base AS arquivos
RUN apt-get update \
 && apt-get install --yes --no-install-recommends chromium-headless-shell fonts-dejavu \
 && rm -rf /var/lib/apt/lists/*
COPY requirements.txt .
RUN pip install --no-cache-dir --require-hashes -r requirements.txt
COPY . .
RUN python -m guide offline /arquivos

FROM base AS site
COPY requirements-site.txt .
RUN pip install --no-cache-dir --require-hashes -r requirements-site.txt
COPY . .
RUN python -m guide generated
RUN mkdocs build --strict --config-file mkdocs-publish.yml
RUN python -m guide csp site > csp.conf
# --force: o MkDocs já deixa um sitemap.xml.gz.
RUN find site -regextype egrep -regex '.*\.(css|html|js|json|map|svg|txt|xml)' \
    -exec gzip --best --keep --force {} +

FROM nginx:1.30@sha256:b972f831f200b19ef0767938224f9711e74cd783718738cd7405d5cabf75c442
COPY --from=site /guide/site /srv/guide
COPY --from=arquivos /arquivos /srv/guide
COPY --from=site /guide/csp.conf /etc/nginx/
COPY --chmod=644 guide/site/nginx.conf /etc/nginx/
# O usuário nginx, pelo número: quem executa a imagem confere que não é root sem abri-la.
USER 101:101
EXPOSE 8080
ENTRYPOINT []
CMD ["nginx", "-e", "stderr"]
HEALTHCHECK --start-period=10s --start-interval=1s \
  CMD ["curl", "--fail", "--silent", "--output", "/dev/null", "http://127.0.0.1:8080/"]
