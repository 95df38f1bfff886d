/** Tokens of HTTPS pre-authentication, which replace a device's signature. */
import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { type DeviceName, sessionNameOf } from '../../alibaba/alink/deviceName.ts';
import { encodeUtf8 } from '../../base/utf8.ts';
import { isSame } from './devices/sameBytes.ts';

/** ms; seven days. */
const VALID = 7 * 86_400_000;
/** Valid tokens per device; the oldest is removed. */
const MOST = 10;
const ID_LENGTH = 30;

interface Token {
  readonly value: string;
  /** ms since 1970. */
  readonly ends: number;
}

interface Holder {
  readonly device: DeviceName;
  tokens: readonly Token[];
}

export interface IssuedToken {
  readonly iotId: string;
  readonly iotToken: string;
}

export class Tokens {
  readonly #key: Uint8Array;
  /** By iotId, which stays the same for a device. */
  readonly #holders = new Map<string, Holder>();
  #issued = 0;

  /** @param key a secret */
  constructor(key: Uint8Array) {
    this.#key = key;
  }

  issue(device: DeviceName, wallClock: number): IssuedToken {
    const name = sessionNameOf(device);
    const iotId = this.#idOf(name);
    this.#issued += 1;
    const iotToken = this.#digest(`iotToken ${this.#issued} ${wallClock} ${name}`);
    const holder = this.#holders.get(iotId) ?? { device, tokens: [] };
    const issued = { value: iotToken, ends: wallClock + VALID };
    holder.tokens = [...holder.tokens, issued].slice(-MOST);
    this.#holders.set(iotId, holder);
    return { iotId, iotToken };
  }

  /** The device of an identifier; undefined: not issued. */
  deviceOf(iotId: string | undefined): DeviceName | undefined {
    return iotId === undefined ? undefined : this.#holders.get(iotId)?.device;
  }

  iotIdOf(device: DeviceName): string {
    return this.#idOf(sessionNameOf(device));
  }

  isValid(iotId: string, token: Uint8Array | undefined, wallClock: number): boolean {
    const tokens = this.#holders.get(iotId)?.tokens ?? [];
    if (token === undefined) return false;
    return tokens.some(({ value, ends }) => ends > wallClock && isSame(encodeUtf8(value), token));
  }

  forget(device: DeviceName): void {
    this.#holders.delete(this.#idOf(sessionNameOf(device)));
  }

  #idOf(name: string): string {
    return this.#digest(`iotId ${name}`).slice(0, ID_LENGTH);
  }

  #digest(text: string): string {
    return bytesToHex(hmac(sha256, this.#key, encodeUtf8(text)));
  }
}
