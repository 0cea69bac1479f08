# Two images, for those who have no Node.js:
#   docker build -t cosp .                          the command `cosp`; docker run --rm cosp --help
#   docker build -t cosp-server --target server .   the server; docker run -d -p 7777:7777 cosp-server
FROM node:22-slim AS build
WORKDIR /build
COPY package.json package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY . .
RUN npm run build --silent && npm prune --omit=dev --no-audit --no-fund

FROM node:22-slim AS base
ENV NODE_ENV=production
WORKDIR /opt/cosp
COPY --from=build /build/package.json /build/LICENSE /build/cosp.ksy ./
COPY --from=build /build/node_modules node_modules
COPY --from=build /build/dist dist
COPY --from=build /build/docs docs
COPY --from=build /build/features features
COPY --from=build /build/packaging packaging
COPY --from=build /build/spec spec

FROM base AS server
USER node
# Chat, and the metrics for Prometheus.
EXPOSE 7777 9464
# It is healthy when it takes a connection, by TLS or not.
HEALTHCHECK --interval=30s --timeout=5s --start-period=5s CMD ["node", "-e", "require('node:net').connect(7777, '127.0.0.1').once('connect', () => process.exit(0)).once('error', () => process.exit(1))"]
STOPSIGNAL SIGTERM
ENTRYPOINT ["node", "/opt/cosp/dist/cli/cosp.js", "serve"]
CMD ["--metrics", "0.0.0.0:9464", "--log-format", "json"]

# The last one is built unless another is asked for.
FROM base
# Reports are written where the command runs.
WORKDIR /work
RUN chown node:node /work
USER node
EXPOSE 7777
ENTRYPOINT ["node", "/opt/cosp/dist/cli/cosp.js"]
CMD ["--help"]
