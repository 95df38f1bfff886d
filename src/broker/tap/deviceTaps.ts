/** Taps between devices and other brokers, which a host may have: what can be asked of them. */

import type { Secrets } from '../../mqtt/secrets/secrets.ts';
import type { ConnectPacket } from '../../mqtt/tables/packet.ts';
import type { Refused } from '../core/commands/refusals.ts';
import { Account } from '../core/memory/ledger.ts';
import { Taps } from './taps.ts';

export type DeviceTapCommand =
  /** Each of them is answered with `device-taps`. */
  | { readonly kind: 'list-device-taps' }
  | {
      readonly kind: 'start-device-tap';
      /** `mqtts://0.0.0.0:8883`, or a port alone. */
      readonly listen: string;
      /** `mqtts://broker:8883`; behind blanks others, each with the server name (SNI) that leads to it: `name=mqtts://other:8883`. */
      readonly to: string;
      /** PEM, of the authority that has signed the brokers' certificates. */
      readonly ca?: string;
      /** PEM, what devices are shown in place of a certificate made on the spot. Both or none. */
      readonly cert?: string;
      readonly key?: string;
    }
  | { readonly kind: 'stop-device-tap'; readonly deviceTap: number };

export interface DeviceTapRow {
  readonly deviceTap: number;
  /** As devices are told it. */
  readonly listen: string;
  /** Without secrets. */
  readonly to: string;
  readonly state: 'starting' | 'listening' | 'failed';
  /** Why it failed, in English. */
  readonly failure?: string;
  /** Devices that are connected, and all that ever came. */
  readonly connections: number;
  readonly count: number;
  /** Of these, those that said nothing, and are not shown one by one because there were too many. */
  readonly silent?: number;
  /** Devices are shown a certificate of the person's own. */
  readonly isOwn?: true;
  /** Of the authority whose certificates devices are shown: PEM, a C array, and DER in hexadecimal digits. */
  readonly authority?: { readonly pem: string; readonly c: string; readonly hex: string };
}

export interface DeviceTapsReply {
  readonly kind: 'device-taps';
  readonly taps: readonly DeviceTapRow[];
  /** By which devices reach the host, the most likely first. */
  readonly addresses: readonly string[];
}

/** Whoever has such taps. */
export interface DeviceTaps {
  command(command: DeviceTapCommand): DeviceTapsReply | Refused;
}

/** Bytes of memory for packets under way, beginnings and what viewers have not read. */
const MEMORY = 64 * 1024 * 1024;

/** Connections that are over, with why, for whoever opens the tap later. */
const RECENT_ENDS = 100;

/** What passes one device tap, for viewers: servers' bytes come in any pieces. */
export const tapsOfDevices = (
  secrets: Secrets,
  nameOf: (packet: ConnectPacket) => string = ({ clientId }) => clientId,
): Taps => new Taps(secrets, () => undefined, nameOf, new Account(MEMORY), false, RECENT_ENDS);
