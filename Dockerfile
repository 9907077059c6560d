# syntax=docker/dockerfile:1

# One image for the worker (the default) and the command line (`node dist/starter.js`); the target `sandbox` is the
# stand-in for the IDMP service. Debian, because the SDK's native part needs glibc.
ARG NODE_IMAGE=node:22.23.1-bookworm-slim

FROM ${NODE_IMAGE} AS base
# Process 1 forwards signals, and collects children.
RUN apt-get update \
  && apt-get install --yes --no-install-recommends tini ca-certificates \
  && rm -rf /var/lib/apt/lists/*
WORKDIR /app
ENTRYPOINT ["/usr/bin/tini", "--"]

# Stage with all development dependencies and the output of `npm run build`.
FROM base AS build
COPY package.json package-lock.json ./
RUN --mount=type=cache,target=/root/.npm npm ci --no-audit --no-fund
COPY tsconfig.json tsconfig.build.json ./
COPY scripts/bundle-workflows.js scripts/
COPY src src
RUN npm run build

FROM build AS sandbox
COPY sandbox sandbox
RUN mkdir /data && chown node:node /data
USER node
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=3s --start-period=10s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:8080/control/requests').then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "--import", "tsx", "sandbox/main.ts", "--host", "0.0.0.0", "--data-file", "/data/sandbox.ndjson"]

FROM base AS dependencies
COPY package.json package-lock.json ./
RUN --mount=type=cache,target=/root/.npm npm ci --omit=dev --no-audit --no-fund

# Last stage, so that `docker build .` builds it.
FROM base AS worker
ENV NODE_ENV=production \
  IDMP_HEALTH_ADDRESS=0.0.0.0:8080 \
  IDMP_METRICS_ADDRESS=0.0.0.0:9464
COPY --from=dependencies /app/node_modules node_modules
COPY --from=build /app/dist dist
COPY package.json LICENSE ./
COPY deploy/worker/healthcheck.js deploy/worker/
# User of the base image, uid 1000. The number lets Kubernetes check that it is not root.
USER 1000:1000
EXPOSE 8080 9464
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s CMD ["node", "deploy/worker/healthcheck.js"]
CMD ["node", "dist/worker.js"]
