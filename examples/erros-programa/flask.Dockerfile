FROM python:3.13-slim
RUN python -m venv /venv \
 && /venv/bin/pip install --quiet flask==2.0.1
CMD ["/venv/bin/python", "-c", "import flask"]
