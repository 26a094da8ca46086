FROM python:3.13-slim AS construcao
RUN python3 -m venv /venv
ENV PATH="/venv/bin:$PATH"
WORKDIR /app
COPY requirements.txt .
RUN pip install -r requirements.txt

FROM python:3.13-slim
COPY --from=construcao /venv /app/venv
