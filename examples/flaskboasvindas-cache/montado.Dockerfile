FROM python:3.13-slim
WORKDIR /app

COPY requirements.txt .
RUN --mount=type=cache,target=/baixados \
    pip install --cache-dir=/baixados -r requirements.txt

COPY . .
