/** The companion from start to close: everything that listens, and who is behind it. */

import { randomInt } from 'node:crypto';
import { existsSync } from 'node:fs';
import type { Server } from 'node:http';
import type { Server as NetServer } from 'node:net';
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
import { DemoFleet } from './demoFleet.ts';
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
  const deviceTaps =
    options.bridge &&
    new CompanionTaps({ allowed: options.bridge.allowed, report: (event) => report(event) });
