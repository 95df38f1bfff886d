/** Credentials to check, and the known facts for the check. */
import type { Device } from './devices.ts';
import type { FoundMistake } from './mistakes.ts';

/** Unchanged from the pasted text. */
export interface Credentials {
  readonly clientId: string;
  readonly userName: string;
  readonly password: string;
}

/** Facts for checking credentials. */
export interface KnownOfDevice {
  readonly deviceSecret: string;
  readonly productSecret?: string | undefined;
  /** Timestamps that may have been signed: from other starts, or found near the credentials. Decimal text. */
  readonly timestamps?: readonly string[] | undefined;
  /** The expected names of the device, if known. */
  readonly productKey?: string | undefined;
  readonly deviceName?: string | undefined;
  /** Texts from a log that may have been signed instead of the client id's base. */
  readonly clientIds?: readonly string[] | undefined;
  /** Other devices whose secret may have been used. */
  readonly devices?: readonly Device[] | undefined;
  /** The error in the CONNECT that contained the credentials. */
  readonly packetError?: FoundMistake | undefined;
}
