# docker build -t highroad .
# docker run --rm -it -v highroad:/var/lib/highroad highroad
FROM python:3.12-slim

ENV PYTHONUNBUFFERED=1 \
    PIP_NO_CACHE_DIR=1 \
    PIP_DISABLE_PIP_VERSION_CHECK=1 \
    PIP_ROOT_USER_ACTION=ignore

WORKDIR /opt/highroad
# The dependencies first: they change more seldom than the code.
COPY requirements.lock ./
RUN pip install --require-hashes -r requirements.lock
COPY pyproject.toml README.md LICENSE NOTICE ./
COPY bot bot
COPY handlers handlers
COPY prompts prompts
RUN pip install --no-deps --no-build-isolation .

RUN useradd --create-home --uid 10001 highroad \
    && install -d -o highroad -g highroad /var/lib/highroad
USER highroad
# A highroad.toml in the folder where it starts is taken by itself.
WORKDIR /var/lib/highroad
ENV HIGHROAD_DATA_DIR=/var/lib/highroad
VOLUME /var/lib/highroad

ENTRYPOINT ["highroad"]
