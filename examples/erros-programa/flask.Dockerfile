FROM python:3.13-slim
RUN pip install --quiet flask==2.0.1
CMD ["python", "-c", "import flask"]
