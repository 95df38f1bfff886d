/** Types for starting a companion, and the running companion. */

import type { Server } from 'node:http';
import type { Device } from '../../alibaba/devices.ts';
import type { Acl } from '../../broker/core/acl.ts';
import type { BrokerPreset } from '../../broker/core/companionInfo.ts';
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
import type { ListenAddress } from '../net/listenAddress.ts';
import type { TlsIdentity } from '../net/tlsIdentity.ts';
import type { PlatformSetup } from '../platform/localPlatform.ts';
import type { LiveApp } from './webServer.ts';

export interface CompanionOptions {
  readonly host: string;
  /** Undefined: only the listeners of `listen`. */
  readonly http: PortChoice | undefined;
  readonly mqtt: PortChoice | undefined;
  /** Further listeners. */
  readonly listen?: readonly ListenAddress[];
  /** The gateway for MQTT-SN; undefined: none. */
  readonly sn?:
    | {
        /** 0: any free one. */
        readonly port: number;
        readonly userName: string | undefined;
        /** Controllers of the gateway may change it. */
        readonly predefined: Map<number, string>;
      }
    | undefined;
  /** If `hashedUsers` is empty too, loopback clients may connect without a password. */
  readonly users: Users;
  readonly hashedUsers: HashedUsers;
  /** Clients without a user name may connect beside users. */
  readonly allowAnonymous?: boolean;
  /** The local platform of devices; undefined: no device can sign in. */
  readonly platform: PlatformSetup | undefined;
  /** Seed of all randomness except secrets; undefined: random at each start. */
  readonly seed: number | undefined;
  /** The access list; undefined: everything is allowed. */
  readonly acl: Acl | undefined;
  /** Whether the demo devices publish. */
  readonly demo: boolean;
  /** False: only the app is served. */
  readonly broker: boolean;
  /** Allowed destinations of the bridge; undefined: no bridge. */
  readonly bridge: { readonly allowed: Allowed | undefined } | undefined;
  readonly limits: Partial<Limits>;
  /** For tests. */
  readonly edgeLimits?: Partial<EdgeLimits>;
  /** Topic filters that every client is denied. */
  readonly refusedFilters: readonly string[];
  /** Folder for sessions and messages; undefined: they end with the process. */
  readonly data?: string | undefined;
  /** For tests. */
  readonly dataTuning?: Partial<DataTuning>;
  /** Fault rules from the start. */
  readonly faults: readonly FaultRule[];
  /** Simulated network for the broker's clients. */
  readonly network?: NetworkConditions;
  readonly tls: TlsIdentity | undefined;
  /** Problems before the start that do not prevent it. */
  readonly warnings: readonly Sentence[];
  /** Limit of clients' connections by open files; for tests. */
  readonly files?: () => number | undefined;
  /** Origins as `parseOrigin` writes them. */
  readonly allowedOrigins: readonly string[];
  /** Brokers for the first screen of pages that have the token. */
  readonly presets?: readonly BrokerPreset[];
  /**
   * The only address that HTTP is accepted from, in its canonical form: a proxy that signs its users in. Undefined:
   * any address.
   */
  readonly ingress?: string | undefined;
  /** Token of the control interface; undefined: generated at each start. */
  readonly token: string | undefined;
  /** The built app's folder, or a development server for the given HTTP server. */
  readonly app: string | ((server: Server) => Promise<LiveApp>);
  readonly appVersion: string;
  /** Target of the event log; undefined: none. Closed with the companion. */
  readonly log: LogTarget | undefined;
  readonly notice: Notice;
}

/** Addresses as seen from this machine. */
export interface Addresses {
  readonly apps: readonly string[];
  readonly mqtt: readonly string[];
  /** MQTT over WebSocket. */
  readonly ws: readonly string[];
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
  /** The addresses of all listeners. */
  readonly addresses: Addresses;
  /**
   * Adds the token to an address of the app, so that its pages may control the broker and use the bridge. Not for logs.
   * Unchanged if no page needs the token.
   */
  withToken(app: string): string;
  /**
   * Token generated at this start; undefined if one was given, and if no page needs it. Not for logs.
   */
  readonly madeToken: string | undefined;
  /** Devices generated at this start. Not for logs. */
  readonly madeDevices: readonly Device[];
  /** Opens the event log's path again, after a rotation. */
  reopenLog(): void;
  /** Ends every connection and resolves when nothing listens any more. */
  close(): Promise<void>;
}
