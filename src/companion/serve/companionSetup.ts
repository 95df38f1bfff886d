/** What a companion is started with, and what it is then. */

import type { Server } from 'node:http';
import type { Device } from '../../alibaba/devices.ts';
import type { Acl } from '../../broker/core/acl.ts';
import type { Limits } from '../../broker/core/memory/limits.ts';
import type { FaultRule } from '../../broker/faults/faultRule.ts';
import type { NetworkConditions } from '../../broker/faults/networkConditions.ts';
import type { HashedUsers } from '../access/passwordFile.ts';
import type { Users } from '../access/users.ts';
import type { Notice, Sentence } from '../cli/errors.ts';
import type { DataTuning } from '../data/dataFolder.ts';
import type { Allowed } from '../dial/allowed.ts';
import type { LogTarget } from '../log/eventLog.ts';
import type { EdgeLimits } from '../net/edgeLimits.ts';
import type { PortChoice } from '../net/listen.ts';
import type { TlsIdentity } from '../net/tlsIdentity.ts';
import type { PlatformSetup } from '../platform/localPlatform.ts';
import type { Sources } from './reloadOnChange.ts';
import type { LiveApp } from './webServer.ts';

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
        /** May be changed by whoever steers the gateway. */
        readonly predefined: Map<number, string>;
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
