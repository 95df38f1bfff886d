/** Credentials to judge, and the facts they are compared with. */
import type { Device } from './devices.ts';
import type { FoundMistake } from './mistakes.ts';

/** As they were pasted. */
export interface Credentials {
  readonly clientId: string;
  readonly userName: string;
  readonly password: string;
}

/** What the credentials are held against. */
export interface KnownOfDevice {
  readonly deviceSecret: string;
  readonly productSecret?: string | undefined;
  /** Timestamps that may have been signed: of other starts, or found beside the credentials. Decimal text. */
  readonly timestamps?: readonly string[] | undefined;
  /** ms since 1970: a timestamp that was not sent may have been taken shortly before. */
  readonly now?: number | undefined;
  /** What the device should be called, where somebody knows it. */
  readonly productKey?: string | undefined;
  readonly deviceName?: string | undefined;
  /** What may have been signed in the place of the client id's base: seen in a log. */
  readonly clientIds?: readonly string[] | undefined;
  /** Others whose secret may have been used. */
  readonly devices?: readonly Device[] | undefined;
  /** What is wrong with the CONNECT in which the credentials stood. */
  readonly packetFault?: FoundMistake | undefined;
}
