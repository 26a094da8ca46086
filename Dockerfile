# O próprio guia numa imagem: o MkDocs o constrói, o nginx o serve. `docker compose up --build` o põe
# no ar; o site é o de `make build`, que ainda diz, em português, o que o MkDocs recusa.

FROM python:3.13-slim AS build
ENV NO_MKDOCS_2_WARNING=1 PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_ROOT_USER_ACTION=ignore
WORKDIR /guide
COPY requirements-site.txt .
RUN pip install --no-cache-dir --require-hashes -r requirements-site.txt
COPY . .
RUN python -m guide generated
RUN mkdocs build --strict
RUN python -m guide csp site > csp.conf
# --force: o MkDocs já deixa um sitemap.xml.gz.
RUN find site -regextype egrep -regex '.*\.(css|html|js|json|map|svg|txt|xml)' \
    -exec gzip --best --keep --force {} +

FROM nginx:1.30
COPY --from=build /guide/site /srv/guide
COPY --from=build /guide/csp.conf /etc/nginx/
COPY --chmod=644 guide/site/nginx.conf /etc/nginx/
USER nginx
EXPOSE 8080
ENTRYPOINT []
CMD ["nginx", "-e", "stderr"]
HEALTHCHECK --start-period=10s --start-interval=1s \
  CMD ["curl", "--fail", "--silent", "--output", "/dev/null", "http://127.0.0.1:8080/"]
