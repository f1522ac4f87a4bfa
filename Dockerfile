# One image for everything of Aduan; the command says what a container is: intake, triage, … portal, aduan (operator).
# Build behind a mirror:  docker build --build-arg NPM_REGISTRY=https://mirror.example/npm/ .
ARG NODE_IMAGE=node:24-bookworm-slim

FROM ${NODE_IMAGE} AS packages
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
ARG NPM_REGISTRY=https://registry.npmjs.org/
RUN npm ci --omit=dev --loglevel=error --registry="$NPM_REGISTRY"

FROM packages AS build
RUN npm ci --loglevel=error --registry="$NPM_REGISTRY"
COPY tsconfig.json tsconfig.build.json ./
COPY services services
COPY libs libs
COPY deploy deploy
RUN node node_modules/typescript/bin/tsc -p tsconfig.build.json --incremental false --tsBuildInfoFile null \
 && node deploy/local/assets.mjs

FROM ${NODE_IMAGE}
# tini is the first process: it passes signals on and reaps what is left behind.
RUN command -v tini || { apt-get update \
  && apt-get install -y --no-install-recommends tini && rm -rf /var/lib/apt/lists/*; }
# Folders that volumes are laid over belong to the user who writes them.
RUN install -d -o 1000 -g 1000 -m 0700 /var/lib/aduan /var/lib/aduan/mail /var/lib/aduan/data \
  /var/lib/aduan/journal /var/lib/aduan/backup /var/lib/aduan/files
WORKDIR /app
COPY --from=packages /app/node_modules node_modules
COPY --from=build /app/dist dist
COPY package.json LICENSE ./
COPY deploy/kabupaten deploy/kabupaten
COPY libs/hints/data dist/libs/hints/data
ENV NODE_ENV=production ADUAN_HOST=0.0.0.0 ADUAN_HEALTH_PORT=8081 ADUAN_MAIL_FOLDER=/var/lib/aduan/mail \
    ADUAN_FILES=/var/lib/aduan/files
# By number, so that Kubernetes can see that it is not root.
USER 1000:1000
EXPOSE 8080 8081
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 CMD ["node", "dist/deploy/container/health.js"]
ENTRYPOINT ["tini", "--", "node", "dist/deploy/container/main.js"]
