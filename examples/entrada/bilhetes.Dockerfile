FROM python:3.13-slim
COPY bilhetes.py /
CMD ["python3", "/bilhetes.py"]
