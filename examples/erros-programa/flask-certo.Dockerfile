FROM python:3.13-slim
RUN python -m venv /venv \
 && /venv/bin/pip install --quiet flask==3.1.0
CMD ["/venv/bin/python", "-c", "import flask; print(flask.Flask)"]
