# The command `cosp`, for those who have no Node.js: docker run --rm cosp --help
FROM node:22-slim AS build
WORKDIR /build
COPY package.json package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY . .
RUN npm run build --silent && npm prune --omit=dev --no-audit --no-fund

FROM node:22-slim
ENV NODE_ENV=production
WORKDIR /opt/cosp
COPY --from=build /build/package.json /build/LICENSE /build/cosp.ksy ./
COPY --from=build /build/node_modules node_modules
COPY --from=build /build/dist dist
COPY --from=build /build/docs docs
COPY --from=build /build/features features
COPY --from=build /build/spec spec
# Reports are written where the command runs.
WORKDIR /work
RUN chown node:node /work
USER node
EXPOSE 7777
ENTRYPOINT ["node", "/opt/cosp/dist/cli/cosp.js"]
CMD ["--help"]
