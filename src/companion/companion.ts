/** The companion from start to close: everything that listens, and who is behind it. */

import { randomInt } from 'node:crypto';
import { existsSync } from 'node:fs';
import type { Server } from 'node:http';
import type { Server as NetServer, Socket } from 'node:net';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import type { Duplex } from 'node:stream';
import { Server as TlsServer } from 'node:tls';
import type { Device } from '../alibaba/devices.ts';
import { CONTROL_PATH } from '../broker/control/control.ts';
import type { Acl } from '../broker/core/acl.ts';
import { ledgerFor } from '../broker/core/ledger.ts';
import { DEFAULT_LIMITS, type Limits, type Peer } from '../broker/core/options.ts';
import type { FaultRule } from '../broker/faults/faultRule.ts';
import type { NetworkConditions } from '../broker/faults/networkConditions.ts';
import { BRIDGE_PATH } from '../connection/bridge/bridgeProtocol.ts';
import { CONVENTIONS } from '../conventions/conventions.ts';
import { admission, credentialOfThisStart } from './admission.ts';
import { authorisation, clientIdRule } from './authorisation.ts';
import { BridgeListener } from './bridgeListener.ts';
import { BrokerHost } from './brokerHost.ts';
import { CompanionTaps } from './companionTaps.ts';
import { ControlListener } from './controlListener.ts';
import { type CodeUse, ControlPasses } from './controlPasses.ts';
import { DataFolder, type DataTuning } from './dataFolder.ts';
import { DemoFleet, reachable } from './demoFleet.ts';
import { DemoSensors } from './demoSensors.ts';
import type { Allowed } from './dial/allowed.ts';
import { DEFAULT_EDGE_LIMITS, Doorkeeper, type EdgeLimits } from './doorkeeper.ts';
import { inEnglish, type Notice, type Sentence, StartError } from './errors.ts';
import { EventLog, type LogTarget } from './eventLog.ts';
import { exposureNotices } from './exposure.ts';
import { faultNotices } from './faultNotices.ts';
import { followFiles, type Sources } from './following.ts';
import { commandEvent, type Report } from './hostEvents.ts';
import type { OwnAddress } from './hostRules.ts';
import { listen, type PortChoice } from './listen.ts';
import { LocalPlatform, type PlatformSetup } from './localPlatform.ts';
import { memoryPipe } from './memoryPipe.ts';
import { metricsText } from './metrics.ts';
import { urlHost } from './net/addresses.ts';
import { filesForConnections, fileWarning } from './openFiles.ts';
import { PassGate } from './passGate.ts';
import type { HashedUsers } from './passwordFile.ts';
import { PRE_AUTH_RELAY_PATH } from './preAuthRelay.ts';
import { ScramSignIn } from './scramSignIn.ts';
import { SnListener } from './snListener.ts';
import { SnRecording } from './snRecording.ts';
import { createTcpServer, serveTcp } from './tcpListener.ts';
import type { TlsIdentity } from './tlsIdentity.ts';
import { UserCheck } from './userCheck.ts';
import type { Users } from './users.ts';
import { answerWith, createHttpServer, type LiveApp } from './webServer.ts';
import { WEBSOCKET_PATH, WebSocketListener } from './webSocketListener.ts';

export interface CompanionOptions {
  readonly host: string;
  readonly http: PortChoice;
  readonly mqtt: PortChoice;
  /** The gateway for MQTT-SN; undefined: none. */
  readonly sn?:
    | {
        /** 0: any free one. */
        readonly port: number;
        readonly userName: string | undefined;
        readonly predefined: ReadonlyMap<number, string>;
      }
    | undefined;
  /** With `hashedUsers` empty: whoever comes over this machine's loopback may connect. */
  readonly users: Users;
  readonly hashedUsers: HashedUsers;
  /** The local platform of devices; undefined: nobody may sign in as one. */
  readonly platform: PlatformSetup | undefined;
  /** Of everything that is left to chance and is no secret; undefined: another one at each start. */
  readonly seed: number | undefined;
  /** Who may read and write what; undefined: everybody everything. */
  readonly acl: Acl | undefined;
  /** Whether the demo devices publish. */
  readonly demo: boolean;
  /** Without it only the app is served. */
  readonly broker: boolean;
  /** Where pages may be bridged to; undefined: nowhere. */
  readonly bridge: { readonly allowed: Allowed | undefined } | undefined;
  readonly limits: Partial<Limits>;
  readonly edgeLimits: Partial<EdgeLimits>;
  /** Topic filters that nobody may subscribe to. */
  readonly refusedFilters: readonly string[];
  /** What client identifiers begin with, `%u` being the user name; undefined: with anything. */
  readonly clientIdPrefix: string | undefined;
  /** The folder in which sessions and messages outlast the process; undefined: they end with it. */
  readonly data?: string | undefined;
  /** For tests. */
  readonly dataTuning?: Partial<DataTuning>;
  /** Other machines see the counts, too. */
  readonly openMetrics?: boolean;
  /** What goes wrong on purpose. */
  readonly faults: readonly FaultRule[];
  /** Over which clients of the broker come. */
  readonly network?: NetworkConditions;
  readonly tls: TlsIdentity | undefined;
  /** What is read again when it changes, or on `reload`. */
  readonly sources: Sources;
  /** ms between two looks at these files; for tests. */
  readonly lookInterval?: number;
  /** What was found wrong before the start and does not keep from it. */
  readonly warnings: readonly Sentence[];
  /** Of clients' connections, as many as the system allows; for tests. */
  readonly files?: () => number | undefined;
  /** Origins as `parseOrigin` writes them. */
  readonly allowedOrigins: readonly string[];
  /** Of the control interface; undefined: another one at each start. */
  readonly token: string | undefined;
  /** The built app's folder, or a development server for the given HTTP server. */
  readonly app: string | ((server: Server) => Promise<LiveApp>);
  readonly appVersion: string;
  /** Of the event log; undefined: none is kept. Closed with the companion. */
  readonly log: LogTarget | undefined;
  /** Gets `app` with another code, for whoever reads what the program prints. */
  readonly invite: (address: string) => void;
  readonly notice: Notice;
}

export interface Companion {
  /** `http://127.0.0.1:8080/`. */
  readonly app: string;
  /** `mqtt://127.0.0.1:1883`; undefined without a broker. */
  readonly mqtt: string | undefined;
  /** `udp://127.0.0.1:1884`; undefined without a gateway for MQTT-SN. */
  readonly sn: string | undefined;
  /** `ws://127.0.0.1:8080/mqtt`; undefined without a broker. */
  readonly ws: string | undefined;
  /** `app` with a code that lets one tab control the broker; undefined without broker and bridge. Not for logs. */
  readonly invitation: string | undefined;
  /** The same for a program's arguments: on Linux only this user's browser can use it. */
  opening(): string;
  /** Made at this start; undefined where one was given, and without broker and bridge. Not for logs. */
  readonly madeToken: string | undefined;
  /** Devices that were made at this start. Not for logs. */
  readonly madeDevices: readonly Device[];
  /** Reads users, access rules, certificates and devices again; the log goes on in a new file of its name. */
  reload(): Promise<void>;
  /** Ends every connection and resolves when nothing listens any more. */
  close(): Promise<void>;
}

/** Of memory for the last messages of MQTT-SN: so many bytes, and no more than this part of all. */
const SN_RECORD_BYTES = 4 * 1024 * 1024;
const SN_RECORD_SHARE = 32;

/** Resolves when everything listens. Throws `StartError`, and then nothing does. */
export async function startCompanion(options: CompanionOptions): Promise<Companion> {
  const { host, tls } = options;
  if (typeof options.app === 'string' && !existsSync(join(options.app, 'index.html'))) {
    const folder = options.app;
    throw new StartError((say) => say.appNotBuilt(folder));
  }
  const demo = options.broker && options.demo ? credentialOfThisStart() : undefined;
  /** Begins once the port is known that it connects to. */
  let fleet: DemoFleet | undefined;
  let sensors: DemoSensors | undefined;
  const users = new UserCheck(options.users, options.hashedUsers);
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  const ledger = ledgerFor(limits);
  const demoPeers = new WeakSet<Peer>();
  const failed = (where: string, error: unknown): void => {
    report({ kind: 'fault', where });
    options.notice((say) => say.internalError(where, describe(error)));
  };
  let own: OwnAddress | undefined;
  const seed = options.seed ?? randomInt(0x1_0000_0000);
  const origin = Date.now() - performance.now();
  const local =
    options.broker && options.platform
      ? new LocalPlatform({
          ...options.platform,
          seed,
          isSeedGiven: options.seed !== undefined,
          own: () => own,
          origin,
          notice: options.notice,
          report: (event) => report(event),
        })
      : undefined;
  const log =
    options.log &&
    new EventLog(options.log, {
      notice: options.notice,
      isKnownUser: (name) =>
        tls?.userNameFrom !== undefined ||
        users.has(name) ||
        name === demo?.userName ||
        options.acl?.users.has(name) === true ||
        local?.knows(name) === true,
    });
  const report: Report = (event) => log?.report(event);
  const edgeLimits = { ...DEFAULT_EDGE_LIMITS, ...options.edgeLimits };
  const files = (options.files ?? filesForConnections)();
  const doorkeeper = new Doorkeeper({
    limits: edgeLimits,
    connections: limits.connections,
    report,
    memory: ledger.accounts.transports,
    files,
  });
  const allowed = authorisation({ ...options, demoPeers });
  const passes = new ControlPasses(options.token);
  const gate = new PassGate(passes, report);
  const bridge = options.bridge && new BridgeListener(gate, { ...options.bridge, report });
  const deviceTaps =
    options.bridge &&
    new CompanionTaps({ allowed: options.bridge.allowed, report: (event) => report(event) });
  const data =
    options.data === undefined
      ? undefined
      : await DataFolder.open(options.data, {
          origin,
          notice: options.notice,
          report,
          ...options.dataTuning,
        });
  const recordBytes = Math.min(SN_RECORD_BYTES, limits.memory / SN_RECORD_SHARE);
  const recording = options.sn && new SnRecording(options.sn.predefined, recordBytes);
  if (recording !== undefined) ledger.accounts.taps.add(recordBytes);
  const broker = options.broker
    ? new BrokerHost({
        secrets: CONVENTIONS.secrets,
        seed,
        limits,
        ...(data && { data }),
        ledger,
        version: options.appVersion,
        heap: () => process.memoryUsage().heapUsed,
        hostCounts: () => doorkeeper.counts(),
        facts: {
          programVersion: options.appVersion,
          host: 'companion',
          origin,
        },
        ...(local && { platform: local.platform }),
        ...(recording && { sensors: recording }),
        ...(deviceTaps && {
          deviceTaps,
          wires: {
            taps: (at) => (at === 'bridge' ? bridge?.faults.taps : deviceTaps.taps(at)),
            faults: (at, command) =>
              (at === 'bridge' ? bridge?.faults.wires : deviceTaps.wires(at))?.command(command),
          },
        }),
        ...(demo && {
          fleet: {
            isRunning: () => fleet?.isRunning === true,
            run: (isRunning) => {
              fleet?.run(isRunning);
              sensors?.run(isRunning);
            },
          },
        }),
        // Without users, nobody verifies the names.
        sessionsBelongToUsers: users.size > 0,
        faults: {
          rules: options.faults,
          network: options.network,
          marked: faultNotices(options.notice),
        },
        hooks: {
          authenticate: admission({
            demo,
            demoPeers,
            users,
            areCertified: tls?.clientCa !== undefined,
          }),
          beginAuthentication: new ScramSignIn(users).hook,
          ...allowed.hooks,
          ...clientIdRule(options.clientIdPrefix, demoPeers),
          readmit: (session) => local?.platform.readmit(session),
          failed,
        },
        ...(log && {
          events: report,
          commanded: (from = 'http', command, reply) => {
            const event = commandEvent(from, command, reply);
            if (event !== undefined) report(event);
          },
        }),
      })
    : undefined;
  const control = broker && new ControlListener(broker, gate, report);
  const isSteered = control !== undefined || bridge !== undefined;
  const web = createHttpServer(tls, edgeLimits);
  doorkeeper.watchHttp(web);
  const tcp = broker && createTcpServer(broker, tls, edgeLimits);
  if (tcp !== undefined) doorkeeper.watchMqtt(tcp);
  const servers: readonly NetServer[] = tcp === undefined ? [web] : [web, tcp];
  for (const server of servers) {
    if (!(server instanceof TlsServer)) continue;
    server.on('connection', (socket: Socket) => {
      // The handshake has not been read yet.
      if (broker?.failsTls() === true && server === tcp) socket.resetAndDestroy();
    });
    if (tls?.clientCa === undefined) continue;
    doorkeeper.asksForCertificates(server, tls.userNameFrom);
  }

  const sn =
    broker &&
    options.sn &&
    recording &&
    new SnListener(broker, {
      recording,
      host,
      ...options.sn,
      limits: {
        clients: limits.connections,
        clientsPerMachine: edgeLimits.connectionsPerAddress,
      },
      memory: ledger.accounts.transports,
      report,
      failed,
      isDemo: (address) => sensors?.isDemo(address) === true,
      demoPeers,
    });
  let identity = tls;
  let mqttPort: number | undefined;
  const invitation = (use: CodeUse): string => {
    const code = passes.issue(use, performance.now());
    return `${addresses(options, own?.port ?? 0, mqttPort).app}#t=${code}`;
  };
  const app = typeof options.app === 'string' ? options.app : await options.app(web);
  answerWith(web, {
    own: () => own ?? ownAddress(options, 0),
    info: () => ({
      name: 'mqttscope',
      version: 1,
      appVersion: options.appVersion,
      ...(broker && {
        ws: WEBSOCKET_PATH,
        control: CONTROL_PATH,
        preAuth: PRE_AUTH_RELAY_PATH,
        platform: local !== undefined,
        ...(mqttPort !== undefined && { mqttPort }),
      }),
      ...(bridge && { bridge: BRIDGE_PATH }),
      demo: demo !== undefined,
      needsCredentials: users.size > 0,
    }),
    app,
    webSockets:
      broker && new WebSocketListener(broker, tls, (request) => doorkeeper.becomesMqtt(request)),
    control,
    gate,
    bridge,
    invitations: isSteered
      ? { passes, invite: () => options.invite(invitation('printed')), report }
      : undefined,
    platform: broker && local?.http(broker, () => mqttPort ?? 0),
    metrics: broker && {
      text: () => metricsText(broker.sysValues(), options.appVersion, data?.health),
      isOpen: options.openMetrics === true,
    },
    isHealthy: () => data?.health.isFailing !== true,
    failed,
    report,
    tooManyRequests: (socket) => doorkeeper.tooManyRequests(socket),
  });

  try {
    const httpPort = await listen(web, host, options.http, '--http');
    own = ownAddress(options, httpPort);
    mqttPort = tcp && (await listen(tcp, host, options.mqtt, '--mqtt'));
    const snPort = await sn?.listen();
    const snAddress = snPort === undefined ? undefined : `udp://${urlHost(host)}:${snPort}`;
    // Too many open files, for one: the next client may have more luck.
    for (const server of servers) server.on('error', (error) => failed('a port', error));
    const exposure = {
      host,
      certPath: tls?.certPath,
      httpPort,
      mqttPort,
      platform: local?.exposure,
    };
    for (const said of exposureNotices(exposure)) options.notice(said);
    const fewFiles = fileWarning(files, limits.connections + edgeLimits.httpConnections);
    const { warnings } = options;
    for (const said of [...warnings, ...(tls?.warnings ?? []), ...(fewFiles ? [fewFiles] : [])]) {
      options.notice(said);
      report({ kind: 'warning', reason: inEnglish(said) });
    }
    // Certificates leave nobody the choice.
    const isNameChosen = users.size === 0 && tls?.userNameFrom === undefined;
    if (isNameChosen && options.acl !== undefined && options.acl.users.size > 0) {
      options.notice((say) => say.anyUserName);
    }
    noticeMove(options, options.http, httpPort, '--http');
    if (mqttPort !== undefined) noticeMove(options, options.mqtt, mqttPort, '--mqtt');
    if (demo !== undefined && mqttPort !== undefined) {
      const isCertified = tls?.clientCa !== undefined;
      fleet = new DemoFleet({
        host,
        port: mqttPort,
        tls: () => identity,
        inside: broker && isCertified ? () => insideConnection(broker) : undefined,
        credential: demo,
      });
      fleet.run(true);
    }
    if (demo !== undefined && snPort !== undefined) {
      sensors = new DemoSensors(reachable(host), snPort);
      await sensors.open();
      sensors.run(true);
    }
    const unwatch = broker && local?.watch(broker);
    const reloading = followFiles({
      sources: options.sources,
      interval: options.lookInterval,
      notice: options.notice,
      report,
      users,
      demoPeers,
      authorisation: allowed,
      servers,
      review: (reasonFor) => broker?.review(reasonFor) ?? 0,
      identified: (now) => {
        identity = now;
      },
    });
    const { app: address, mqtt } = addresses(options, httpPort, mqttPort);
    const { appVersion } = options;
    const found = { ...(mqtt !== undefined && { mqtt }), ...(snAddress && { sn: snAddress }) };
    report({ kind: 'started', appVersion, app: address, ...found });
    return {
      ...addresses(options, httpPort, mqttPort),
      sn: snAddress,
      madeToken: isSteered ? passes.madeToken : undefined,
      invitation: isSteered ? invitation('printed') : undefined,
      opening: () => (isSteered ? invitation('opened') : address),
      madeDevices: local?.madeDevices ?? [],
      reload: async () => {
        log?.reopen();
        await Promise.all([reloading.all(), broker && local?.again(broker)]);
      },
      close: once(async () => {
        unwatch?.();
        reloading.close();
        fleet?.close();
        sensors?.close();
        if (typeof app !== 'string') await app.close();
        const closed = servers.map(stop);
        control?.close();
        bridge?.close();
        await deviceTaps?.close();
        await broker?.close();
        await sn?.close();
        web.closeAllConnections();
        doorkeeper.close();
        await Promise.all(closed);
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

/** One of the fleet's, where the ports ask for certificates, which it has none of. */
function insideConnection(broker: BrokerHost): Duplex {
  const [ours, theirs] = memoryPipe();
  serveTcp(broker, ours, { transport: 'tcp', address: 'demo', loopback: true, secure: true });
  return theirs;
}

function ownAddress(options: CompanionOptions, port: number): OwnAddress {
  return {
    scheme: options.tls === undefined ? 'http' : 'https',
    host: options.host,
    port,
    machineName: hostname(),
    allowedOrigins: options.allowedOrigins,
  };
}

function addresses(
  options: CompanionOptions,
  httpPort: number,
  mqttPort: number | undefined,
): Pick<Companion, 'app' | 'mqtt' | 'ws'> {
  const host = urlHost(options.host);
  const s = options.tls === undefined ? '' : 's';
  const app = `http${s}://${host}:${httpPort}/`;
  return mqttPort === undefined
    ? { app, mqtt: undefined, ws: undefined }
    : {
        app,
        mqtt: `mqtt${s}://${host}:${mqttPort}`,
        ws: `ws${s}://${host}:${httpPort}${WEBSOCKET_PATH}`,
      };
}

function noticeMove(
  options: CompanionOptions,
  choice: PortChoice,
  port: number,
  option: string,
): void {
  if (choice.given || port === choice.port) return;
  options.notice((say) => say.portMoved(choice.port, option, port));
}

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
