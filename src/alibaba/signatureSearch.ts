/** Compares signatures with a password, and counts them. */
import { encodeUtf8 } from '../base/utf8.ts';
import type { FoundMistake } from './mistakes.ts';
import { type PasswordReading, readingsOf } from './passwordReadings.ts';
import { hmacOnce, keyed, type Signer } from './signHashes.ts';
import type { SignMethod } from './signMethod.ts';
import type { Try } from './tries.ts';

/** The signature that the platform expects. */
interface Right {
  readonly key: Uint8Array;
  readonly text: string;
}

export class SignatureSearch {
  readonly #readings: readonly PasswordReading[];
  /** The reading as hexadecimal digits without a mistake. */
  readonly #plain: PasswordReading | undefined;
  /** Number of compared signatures. */
  tried = 0;

  constructor(password: string) {
    this.#readings = readingsOf(password);
    this.#plain = this.#readings.find(({ mistake }) => mistake === undefined);
  }

  /** Whether the password may be a signature. */
  get isSignature(): boolean {
    return this.#readings.length > 0;
  }

  /** The method of a password in hexadecimal digits of a signature's length. */
  get plainMethod(): SignMethod | undefined {
    return this.#plain?.method;
  }

  /** The reading of the password by which it is the HMAC of this text. */
  reading(key: Uint8Array, text: string): PasswordReading | undefined {
    const message = encodeUtf8(text);
    const digests = new Map<SignMethod, Uint8Array>();
    return this.#readings.find(({ method, matches }) => {
      const digest = digests.get(method) ?? hmacOnce(method, key, message);
      if (!digests.has(method)) this.tried += 1;
      digests.set(method, digest);
      return matches(digest);
    });
  }

  /** The first mistake that gives exactly this password, in hexadecimal digits. */
  first(
    method: SignMethod,
    right: Right,
    tries: () => Iterable<Try>,
  ): { readonly mistake: FoundMistake; readonly signed: string } | undefined {
    const sign = keyed(method, right.key);
    for (const one of tries()) {
      this.tried += 1;
      const digest = digestOf(one, method, right, sign);
      if (this.#plain?.matches(digest) === true) {
        return { mistake: one.mistake, signed: one.text ?? right.text };
      }
    }
    return undefined;
  }
}

function digestOf(
  { key, text, bytes, digest }: Try,
  method: SignMethod,
  right: Right,
  sign: Signer,
): Uint8Array {
  const message = bytes ?? encodeUtf8(text ?? right.text);
  if (digest !== undefined) return digest(method, key ?? right.key, message);
  return key === undefined ? sign(message) : hmacOnce(method, key, message);
}
