# syntax=docker/dockerfile:1
ARG PYTHON=3.13

# The wheel and everything it needs, made apart so that no build tool reaches the image.
FROM python:${PYTHON}-slim AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1 PIP_NO_INPUT=1 PIP_ROOT_USER_ACTION=ignore
WORKDIR /src

# First what changes seldom: the locked packages, each checked against its hash.
COPY requirements/ requirements/
RUN python -m venv --without-pip /opt/rapport \
    && pip --python /opt/rapport install --require-hashes --only-binary :all: -r requirements/prod.lock \
    && pip install --require-hashes --only-binary :all: -r requirements/build.lock

COPY . .
RUN pip wheel --no-deps --no-build-isolation --wheel-dir /wheels . \
    && pip --python /opt/rapport install --no-deps --no-index /wheels/*.whl \
    && /opt/rapport/bin/python -m compileall -q /opt/rapport/lib


FROM python:${PYTHON}-slim
LABEL org.opencontainers.image.title="Rapport" \
      org.opencontainers.image.description="A Discord bot that coaches people through informal interviews" \
      org.opencontainers.image.licenses="MIT"

ENV PATH=/opt/rapport/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1

# Runtime data (a SQLite file, its key) is the only thing that the bot's user may write.
RUN groupadd --system --gid 10001 rapport \
    && useradd --system --uid 10001 --gid rapport --home-dir /app --no-create-home rapport \
    && install -d -o rapport -g rapport -m 0700 /app/var
COPY --from=build /opt/rapport /opt/rapport

WORKDIR /app
USER 10001:10001
VOLUME ["/app/var"]

STOPSIGNAL SIGTERM
HEALTHCHECK --interval=60s --timeout=20s --start-period=30s --retries=3 \
    CMD ["rapport", "doctor", "--quick"]

# `run` is the bot; `deliver`, `migrate`, `sync`, `doctor`, `resume`, `backup` and `keys` are run
# the same way. A process with RAPPORT_PORT is better asked for /readyz, as compose.yaml does.
ENTRYPOINT ["rapport"]
CMD ["run"]
