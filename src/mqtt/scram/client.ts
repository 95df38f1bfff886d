/** The client side of SCRAM: three messages, each answered by the server. */
import { formatBase64 } from '../../base/base64.ts';
import type { Localizable, NoArgs } from '../../base/message.ts';
import { encodeUtf8 } from '../../base/utf8.ts';
import {
  attributesOf,
  escapedName,
  exclusiveOr,
  fromBase64,
  isEqual,
  isNonce,
  keysOf,
  LEAST_ITERATIONS,
  saltedPassword,
  signature,
  textOf,
} from './scram.ts';

/** Reasons to stop after a server's answer. */
export interface ScramErrors {
  /** The answer is not a SCRAM message or lacks an attribute. */
  readonly 'not-scram': NoArgs;
  /** The nonce does not continue ours; the answer may be for another client. */
  readonly 'other-nonce': NoArgs;
  /**
   * The iteration count is too low (a captured proof would allow guessing the password), too high (the client
   * would be busy for long) or not a number (`asked` is empty).
   */
  readonly iterations: { readonly asked: string; readonly least: number; readonly most: number };
  /** `e=`: the server's reason. */
  readonly 'server-error': { readonly error: string };
  /** The server requires an extension of SCRAM. */
  readonly extension: NoArgs;
  /** The server does not know the stored data of the password. */
  readonly 'wrong-signature': NoArgs;
  /** The server accepted the client without proving its own identity. */
  readonly 'no-signature': NoArgs;
  /** An unexpected answer. */
  readonly 'out-of-turn': NoArgs;
}

export type ScramError = Localizable<ScramErrors>;

export type ScramStep =
  | { readonly ok: true; readonly data: Uint8Array }
  | { readonly ok: false; readonly error: ScramError };

/** Limit of the server's iteration count; 100,000 take about half a second. */
const MOST_ITERATIONS = 500_000;
/** No channel binding and no authorization identity. */
const GS2_HEADER = 'n,,';

const failed = (key: Exclude<keyof ScramErrors, 'iterations' | 'server-error'>): ScramStep => ({
  ok: false,
  error: { key, args: {} },
});

export class ScramClient {
  readonly #password: string;
  readonly #nonce: string;
  readonly #firstBare: string;
  #expected: Uint8Array | undefined;
  #isVerified = false;

  /** @param nonce visible characters without a comma; must be unique */
  constructor(userName: string, password: string, nonce: string) {
    this.#password = password;
    this.#nonce = nonce;
    this.#firstBare = `n=${escapedName(userName)},r=${nonce}`;
  }

  /** The first message, for CONNECT or for an AUTH that starts over. */
  first(): Uint8Array {
    return encodeUtf8(GS2_HEADER + this.#firstBare);
  }

  /** Answers the server's first message with the proof. */
  prove(data: Uint8Array | undefined): ScramStep {
    const message = textOf(data);
    if (message === undefined || this.#expected !== undefined) {
      return failed(this.#expected === undefined ? 'not-scram' : 'out-of-turn');
    }
    const attributes = attributesOf(message);
    const error = attributes?.get('e');
    if (error !== undefined) {
      return { ok: false, error: { key: 'server-error', args: { error } } };
    }
    const nonce = attributes?.get('r');
    const salt = fromBase64(attributes?.get('s'));
    const rounds = attributes?.get('i') ?? '';
    // A mandatory extension.
    if (attributes?.has('m') === true) return failed('extension');
    if (!isNonce(nonce) || salt === undefined) return failed('not-scram');
    if (!nonce.startsWith(this.#nonce) || nonce === this.#nonce) return failed('other-nonce');
    const iterations = /^[1-9]\d{0,9}$/.test(rounds) ? Number(rounds) : 0;
    if (iterations < LEAST_ITERATIONS || iterations > MOST_ITERATIONS) {
      const asked = /^\d{1,20}$/.test(rounds) ? rounds : '';
      const args = { asked, least: LEAST_ITERATIONS, most: MOST_ITERATIONS };
      return { ok: false, error: { key: 'iterations', args } };
    }
    const bare = `c=${formatBase64(encodeUtf8(GS2_HEADER))},r=${nonce}`;
    const all = `${this.#firstBare},${message},${bare}`;
    const salted = saltedPassword(this.#password, { salt, iterations });
    const { clientKey, storedKey, serverKey } = keysOf(salted);
    const proof = exclusiveOr(clientKey, signature(storedKey, all));
    this.#expected = signature(serverKey, all);
    return { ok: true, data: encodeUtf8(`${bare},p=${formatBase64(proof)}`) };
  }

  /** Checks in the server's last message that it knows the password, too. undefined if it does. */
  verify(data: Uint8Array | undefined): ScramError | undefined {
    if (this.#isVerified) return undefined;
    const attributes = attributesOf(textOf(data) ?? '');
    const error = attributes?.get('e');
    if (error !== undefined) return { key: 'server-error', args: { error } };
    const given = fromBase64(attributes?.get('v'));
    if (this.#expected === undefined || given === undefined)
      return { key: 'no-signature', args: {} };
    if (!isEqual(given, this.#expected)) return { key: 'wrong-signature', args: {} };
    this.#isVerified = true;
    return undefined;
  }
}
