FROM python:3.13-slim
RUN pip install --quiet flask==3.1.0
CMD ["python", "-c", "import flask; print(flask.Flask)"]
