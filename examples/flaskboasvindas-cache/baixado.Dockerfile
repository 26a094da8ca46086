FROM python:3.13-slim
WORKDIR /app

COPY requirements.txt .
RUN --mount=type=cache,target=/pacotes \
    pip download --dest=/pacotes -r requirements.txt && \
    pip install --no-index --find-links=/pacotes -r requirements.txt

COPY . .
