# The build needs no emulation for another platform: its result is the same for all.
FROM --platform=$BUILDPLATFORM docker.io/library/node:24-slim AS build
WORKDIR /src
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY . .
RUN npm run build && mkdir -m 0700 /data

FROM docker.io/library/node:24-slim
LABEL org.opencontainers.image.title="mqttscope" \
      org.opencontainers.image.description="A browser-based MQTT explorer with a broker of its own" \
      org.opencontainers.image.licenses="MIT"
COPY --from=build /src/package.json /src/LICENSE /opt/mqttscope/
COPY --from=build /src/dist /opt/mqttscope/dist
COPY --from=build --chown=1000:1000 /data /data
USER 1000:1000
VOLUME /data
EXPOSE 8080 1883
HEALTHCHECK --start-period=30s CMD ["node", "-e", "fetch('http://127.0.0.1:8080/healthz').then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "/opt/mqttscope/dist/companion/main.js", "--host", "0.0.0.0", "--data", "/data", "--log", "-", "--make-user", "mqttscope"]
