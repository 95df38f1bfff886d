/** Control commands for a host's taps between devices and other brokers. */

import type { Secrets } from '../../mqtt/secrets/secrets.ts';
import type { ConnectPacket } from '../../mqtt/tables/packet.ts';
import type { Refused } from '../core/commands/refusals.ts';
import { Account } from '../core/memory/ledger.ts';
import { Taps } from './taps.ts';

export type DeviceTapCommand =
  /** Each is answered with `device-taps`. */
  | { readonly kind: 'list-device-taps' }
  | {
      readonly kind: 'start-device-tap';
      /** `mqtts://0.0.0.0:8883`, or only a port. */
      readonly listen: string;
      /**
       * `mqtts://broker:8883`; further blank-separated targets have the server name (SNI) that selects them:
       * `name=mqtts://other:8883`.
       */
      readonly to: string;
      /** PEM of the authority that signed the brokers' certificates. */
      readonly ca?: string;
      /** PEM of the certificate shown to devices, instead of a generated one. Both or none. */
      readonly cert?: string;
      readonly key?: string;
    }
  | { readonly kind: 'stop-device-tap'; readonly deviceTap: number };

export interface DeviceTapRow {
  readonly deviceTap: number;
  /** Address for devices. */
  readonly listen: string;
  /** Without secrets. */
  readonly to: string;
  readonly state: 'starting' | 'listening' | 'failed';
  /** Why it failed, in English. */
  readonly failure?: string;
  /** Connected devices, and all since the start. */
  readonly connections: number;
  readonly count: number;
  /** Connections that sent nothing, counted together because there were too many. */
  readonly silent?: number;
  /** Devices get the user's own certificate. */
  readonly isOwn?: true;
  /** Authority of the certificates shown to devices: PEM, a C array, and DER in hexadecimal digits. */
  readonly authority?: { readonly pem: string; readonly c: string; readonly hex: string };
}

export interface DeviceTapsReply {
  readonly kind: 'device-taps';
  readonly taps: readonly DeviceTapRow[];
  /** Addresses of the host for devices, most likely first. */
  readonly addresses: readonly string[];
}

/** The host's device taps. */
export interface DeviceTaps {
  command(command: DeviceTapCommand): DeviceTapsReply | Refused;
}

/** Memory for incomplete packets, beginnings and unread output. */
const MEMORY = 64 * 1024 * 1024;

/** Limit of ended connections, kept with their reasons for later viewers. */
const RECENT_ENDS = 100;

/** Observers of one device tap; servers' bytes may be split anywhere. */
export const tapsOfDevices = (
  secrets: Secrets,
  nameOf: (packet: ConnectPacket) => string = ({ clientId }) => clientId,
): Taps => new Taps(secrets, () => undefined, nameOf, new Account(MEMORY), false, RECENT_ENDS);
