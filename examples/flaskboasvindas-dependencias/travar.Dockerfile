FROM python:3.13-slim
RUN pip install pip-tools==7.6.2
WORKDIR /trava
COPY requirements.in .
CMD ["pip-compile", "--quiet", "--strip-extras", "--generate-hashes", "--output-file=-", "requirements.in"]
