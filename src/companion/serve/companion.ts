/** Starts and closes the companion: all listeners and their services. */

import { randomInt } from 'node:crypto';
import { existsSync } from 'node:fs';
import type { Server as NetServer, Socket } from 'node:net';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import type { Duplex } from 'node:stream';
import { Server as TlsServer } from 'node:tls';
import { CONTROL_PATH } from '../../broker/control/control.ts';
import { PRESETS_PATH } from '../../broker/core/companionInfo.ts';
import type { Peer } from '../../broker/core/contract/parties.ts';
import { ledgerFor } from '../../broker/core/memory/ledger.ts';
import { DEFAULT_LIMITS } from '../../broker/core/memory/limits.ts';
import { BRIDGE_PATH } from '../../connection/bridge/bridgeProtocol.ts';
import { authorisation } from '../access/authorisation.ts';
import { ConnectionLimits } from '../access/connectionLimits.ts';
import { scramVerifiers } from '../access/scramVerifiers.ts';
import { recordsFor, SignInBackOff } from '../access/signInBackOff.ts';
import { UserCheck } from '../access/userCheck.ts';
import { BridgeListener } from '../bridge/bridgeListener.ts';
import { inEnglish, StartError } from '../cli/errors.ts';
import { ControlListener } from '../control/controlListener.ts';
import { ControlToken } from '../control/controlToken.ts';
import { TokenGate } from '../control/tokenGate.ts';
import { DataFolder } from '../data/dataFolder.ts';
import type { OwnAddress } from '../http/hostRules.ts';
import { metricsText } from '../http/metrics.ts';
import { EventLog } from '../log/eventLog.ts';
import type { Report } from '../log/hostEvents.ts';
import type { BrokerHost } from '../mqtt/brokerHost.ts';
import { createTcpServer, serveTcp } from '../mqtt/tcpListener.ts';
import { WEBSOCKET_PATH, WebSocketListener } from '../mqtt/webSocketListener.ts';
import { urlHost } from '../net/addresses.ts';
import { DEFAULT_EDGE_LIMITS } from '../net/edgeLimits.ts';
import { listen } from '../net/listen.ts';
import { memoryPipe } from '../net/memoryPipe.ts';
import { filesForConnections } from '../net/openFiles.ts';
import { LocalPlatform } from '../platform/localPlatform.ts';
import { PRE_AUTH_RELAY_PATH } from '../platform/preAuthRelay.ts';
import { SnListener } from '../sn/snListener.ts';
import { SnRecording } from '../sn/snRecording.ts';
import { SnShare } from '../sn/snShare.ts';
import { CompanionTaps } from '../tap/companionTaps.ts';
import { createBroker } from './companionBroker.ts';
import type { Addresses, Companion, CompanionOptions } from './companionSetup.ts';
import { Demo } from './demo.ts';
import { addressesOf, listenersOf, type OpenListener } from './listeners.ts';
import { reportStart } from './startNotices.ts';
import { answerWith, createHttpServer } from './webServer.ts';

/** Memory for recent MQTT-SN messages: bytes, and the largest part of all memory. */
const SN_RECORD_BYTES = 4 * 1024 * 1024;
const SN_RECORD_SHARE = 32;

/** Resolves when everything listens. If it throws `StartError`, nothing listens. */
export async function startCompanion(options: CompanionOptions): Promise<Companion> {
  const { tls } = options;
  if (typeof options.app === 'string' && !existsSync(join(options.app, 'index.html'))) {
    const folder = options.app;
    throw new StartError((say) => say.appNotBuilt(folder));
  }
  const demo = options.broker && options.demo ? new Demo() : undefined;
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  const ledger = ledgerFor(limits);
  const users = new UserCheck(options.users, options.hashedUsers, {
    backOff: new SignInBackOff(recordsFor(limits.memory), ledger.accounts.transports),
  });
  // Without users and certificates, user names are not verified.
  const areNamesVerified = users.size > 0 || tls?.userNameFrom !== undefined;
  const verifiers = await scramVerifiers(options.users, options.hashedUsers);
  const demoPeers = new WeakSet<Peer>();
  const failed = (where: string, error: unknown): void => {
    report({ kind: 'fault', where });
    options.notice((say) => say.internalError(where, describe(error)));
  };
  const seed = options.seed ?? randomInt(0x1_0000_0000);
  const currentOrigin = (): number => Date.now() - performance.now();
  const origin = currentOrigin();
  const local =
    options.broker && options.platform
      ? new LocalPlatform({
          ...options.platform,
          account: ledger.accounts.platform,
          seed,
          isSeedGiven: options.seed !== undefined,
          origin,
          changed: () => broker?.flushLater(),
        })
      : undefined;
  const log =
    options.log &&
    new EventLog(options.log, {
      notice: options.notice,
      isKnownUser: (name) =>
        tls?.userNameFrom !== undefined ||
        users.has(name) ||
        name === demo?.credential.userName ||
        allowed.names(name) ||
        local?.knows(name) === true,
    });
  const report: Report = (event) => log?.report(event);
  const edgeLimits = { ...DEFAULT_EDGE_LIMITS, ...options.edgeLimits };
  const files = (options.files ?? filesForConnections)();
  const connectionLimits = new ConnectionLimits({
    limits: edgeLimits,
    connections: limits.connections,
    report,
    memory: ledger.accounts.transports,
    files,
  });
  const allowed = authorisation({ ...options, demoPeers });
  const token = new ControlToken(options.token);
  const gate = new TokenGate(token, report, options.ingress);
  const bridge =
    options.bridge &&
    new BridgeListener(gate, {
      ...options.bridge,
      report,
      memory: ledger.accounts.transports,
      admitted: (socket) => connectionLimits.admitted(socket),
    });
  const deviceTaps =
    options.bridge &&
    new CompanionTaps({ allowed: options.bridge.allowed, report: (event) => report(event) });
  const data =
    options.data === undefined
      ? undefined
      : await DataFolder.open(options.data, {
          origin: currentOrigin,
          notice: options.notice,
          report,
          ...options.dataTuning,
        });
  const recordBytes = Math.min(SN_RECORD_BYTES, limits.memory / SN_RECORD_SHARE);
  const recording = options.sn && new SnRecording(options.sn.predefined, recordBytes);
  if (recording !== undefined) ledger.accounts.taps.add(recordBytes);
  const broker = options.broker
    ? createBroker(options, {
        limits,
        ledger,
        seed,
        origin,
        users,
        verifiers,
        areNamesVerified,
        allowed,
        connectionLimits,
        demo,
        demoPeers,
        local,
        data,
        recording,
        bridge,
        deviceTaps,
        log,
        report,
        failed,
      })
    : undefined;
  const control =
    broker &&
    new ControlListener(broker, gate, report, (socket) => connectionLimits.admitted(socket));
  const { presets = [] } = options;
  // Through an ingress, no page needs the token.
  const isTokenUsed =
    options.ingress === undefined &&
    (control !== undefined || bridge !== undefined || presets.length > 0);
  const listeners = listenersOf(options);
  const web = listeners
    .filter(({ isWeb }) => isWeb)
    .map((one) => ({ ...one, server: createHttpServer(one.tls, edgeLimits) }));
  const tcp = listeners.flatMap((one) => {
    if (one.isWeb || broker === undefined) return [];
    const admitted = (socket: Socket): void => connectionLimits.admitted(socket);
    return [{ ...one, server: createTcpServer(broker, one.tls, edgeLimits, admitted) }];
  });
  for (const { server } of web) connectionLimits.watchHttp(server);
  for (const { server } of tcp) connectionLimits.watchMqtt(server);
  const servers: readonly NetServer[] = [...web, ...tcp].map(({ server }) => server);
  if (tls !== undefined) {
    for (const server of servers) {
      if (!(server instanceof TlsServer) || tls.clientCa === undefined) continue;
      connectionLimits.asksForCertificates(server, tls.userNameFrom);
    }
  }

  const sn =
    broker &&
    options.sn &&
    recording &&
    new SnListener(broker, {
      recording,
      host: options.host,
      ...options.sn,
      limits: {
        clients: limits.connections,
        clientsPerMachine: edgeLimits.connectionsPerAddress,
      },
      memory: new SnShare(ledger.accounts.transports),
      report,
      failed,
      isDemo: (address) => demo?.isSensor(address) === true,
      demoPeers,
    });
  const opened: OpenListener[] = [];
  const addresses = (): Addresses => addressesOf(opened, broker !== undefined);
  const mainMqtt = (): OpenListener | undefined => opened.find(({ isWeb }) => !isWeb);
  const ownAt = (server: NetServer): OwnAddress => {
    const at = web.find((one) => one.server === server) ?? web[0];
    const address = server.address();
    return {
      scheme: at?.tls === undefined ? 'http' : 'https',
      host: at?.host ?? options.host,
      port: typeof address === 'object' && address !== null ? address.port : 0,
      machineName: hostname(),
      allowedOrigins: options.allowedOrigins,
      ingress: options.ingress,
    };
  };
  let isForeignWorkerTold = false;
  const [main] = web;
  if (main === undefined) throw new Error('no listener of HTTP');
  const app = typeof options.app === 'string' ? options.app : await options.app(main.server);
  const webServers = web.map(({ server }) => server);
  answerWith(webServers, {
    own: ownAt,
    info: () => ({
      name: 'mqttscope',
      version: 1,
      appVersion: options.appVersion,
      ...(broker && {
        ws: beside(WEBSOCKET_PATH),
        control: beside(CONTROL_PATH),
        preAuth: beside(PRE_AUTH_RELAY_PATH),
        platform: local !== undefined,
        // Pages of an ingress are at another host.
        ...(options.ingress === undefined && portOf(mainMqtt())),
      }),
      ...(bridge && { bridge: beside(BRIDGE_PATH) }),
      ...(presets.length > 0 && { presets: beside(PRESETS_PATH) }),
      demo: demo !== undefined,
      needsCredentials: users.size > 0 && options.allowAnonymous !== true,
      ...(options.ingress !== undefined && { isSignedIn: true }),
    }),
    app,
    webSockets: broker && new WebSocketListener(broker, tls?.userNameFrom, connectionLimits),
    control,
    gate,
    presets,
    bridge,
    platform: broker && local?.http(broker, () => mainMqtt()?.port ?? 0),
    metrics: broker && (() => metricsText(broker.sysValues(), options.appVersion, data?.health)),
    foreignWorker: () => {
      if (isForeignWorkerTold) return;
      isForeignWorkerTold = true;
      options.notice((say) => say.foreignWorker());
      report({ kind: 'warning', reason: inEnglish((say) => say.foreignWorker()) });
    },
    isHealthy: () => data?.health.isFailing !== true,
    failed,
    report,
    tooManyRequests: (socket) => connectionLimits.tooManyRequests(socket),
  });

  try {
    // On a full disk, a client that connects before this is known would wait for its CONNACK.
    await data?.attempted();
    for (const one of [...web, ...tcp]) {
      const { server, ...listener } = one;
      const port = await listen(server, one.host, one.choice, one.option);
      opened.push({ ...listener, port });
    }
    const snPort = await sn?.listen();
    const snAddress = snPort === undefined ? undefined : `udp://${urlHost(options.host)}:${snPort}`;
    // Such as too many open files; the next client may succeed.
    for (const server of servers) server.on('error', (error) => failed('a port', error));
    reportStart(options, {
      files,
      edgeLimits,
      limits,
      opened,
      platform: local?.exposure,
      report,
    });
    const demoAt = mainMqtt();
    const asksDemo = demoAt?.tls?.clientCa !== undefined;
    await demo?.begin({
      host: options.host,
      mqtt: demoAt,
      sn: snPort,
      tls: demoAt?.tls,
      inside: broker && asksDemo ? () => insideConnection(broker) : undefined,
    });
    const { apps, mqtt, ws } = addresses();
    const [address = '', ...furtherApps] = apps;
    const [mqttAddress, ...furtherMqtt] = mqtt;
    const further = [...furtherApps, ...furtherMqtt];
    report({
      kind: 'started',
      appVersion: options.appVersion,
      app: address,
      ...(mqttAddress !== undefined && { mqtt: mqttAddress }),
      ...(snAddress !== undefined && { sn: snAddress }),
      ...(further.length > 0 && { further }),
    });
    return {
      app: address,
      mqtt: mqttAddress,
      ws: ws[0],
      addresses: addresses(),
      sn: snAddress,
      madeToken: isTokenUsed ? token.made : undefined,
      withToken: (at) => (isTokenUsed ? token.addedTo(at) : at),
      madeDevices: local?.madeDevices ?? [],
      reopenLog: () => log?.reopen(),
      close: once(async () => {
        demo?.close();
        if (typeof app !== 'string') await app.close();
        const closed = servers.map(stop);
        const left = [control?.close(), bridge?.close()];
        await deviceTaps?.close();
        await broker?.close();
        await sn?.close();
        for (const { server } of web) server.closeAllConnections();
        connectionLimits.close();
        // Disconnected clients are logged before the log's last line.
        await Promise.all([...closed, ...left]);
        await data?.close();
        report({ kind: 'ended' });
        await log?.close();
      }),
    };
  } catch (error) {
    for (const server of servers) server.close();
    await broker?.close();
    await sn?.close();
    await data?.close();
    if (typeof app !== 'string') await app.close();
    throw error;
  }
}

/** Relative to the page, which a proxy may serve below `/`. */
const beside = (path: string): string => path.slice(1);

/** A connection of the demo fleet if the ports require certificates, which it does not have. */
function insideConnection(broker: BrokerHost): Duplex {
  const [ours, theirs] = memoryPipe();
  serveTcp(broker, ours, { transport: 'tcp', address: 'demo', loopback: true, secure: true });
  return theirs;
}

const portOf = (listener: OpenListener | undefined) =>
  listener === undefined ? {} : { mqttPort: listener.port };

function stop(server: NetServer): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
  });
}

function once(action: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined;
  return () => {
    running ??= action();
    return running;
  };
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
