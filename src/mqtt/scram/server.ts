/** The server side of SCRAM, step by step. */
import { formatBase64 } from '../../base/base64.ts';
import { encodeUtf8 } from '../../base/utf8.ts';
import {
  attributesOf,
  exclusiveOr,
  fromBase64,
  hashed,
  isEqual,
  isNonce,
  type ScramVerifier,
  signature,
  textOf,
  unescapedName,
} from './scram.ts';

export type ServerStep =
  | { readonly kind: 'continue'; readonly data: Uint8Array }
  | { readonly kind: 'done'; readonly data: Uint8Array; readonly userName: string }
  /** `not-scram`: not a SCRAM message; `wrong`: the user or the password. */
  | { readonly kind: 'refused'; readonly why: 'not-scram' | 'wrong' };

const NOT_SCRAM: ServerStep = { kind: 'refused', why: 'not-scram' };
const WRONG: ServerStep = { kind: 'refused', why: 'wrong' };

interface Begun {
  readonly userName: string;
  readonly verifier: ScramVerifier;
  readonly nonce: string;
  readonly header: string;
  readonly soFar: string;
}

export interface ScramServerOptions {
  /** The server's nonce: visible characters without a comma; must be unique. */
  readonly nonce: string;
  /** Undefined: the user does not exist. */
  readonly lookUp: (userName: string) => ScramVerifier | undefined;
}

export class ScramServer {
  readonly #options: ScramServerOptions;
  #begun: Begun | undefined;

  constructor(options: ScramServerOptions) {
    this.#options = options;
  }

  take(data: Uint8Array | undefined): ServerStep {
    const message = textOf(data);
    if (message === undefined) return NOT_SCRAM;
    return this.#begun === undefined ? this.#begin(message) : this.#finish(this.#begun, message);
  }

  #begin(message: string): ServerStep {
    // No channel binding; `y`: the client supports it and assumes that the server does not. No authorization
    // identity.
    const [, header, bare] = /^([ny],,)([^]*)$/.exec(message) ?? [];
    if (header === undefined || bare === undefined) return NOT_SCRAM;
    const attributes = attributesOf(bare);
    const userName = unescapedName(attributes?.get('n') ?? '');
    const own = attributes?.get('r');
    if (!userName || !isNonce(own) || !bare.startsWith('n=')) return NOT_SCRAM;
    const verifier = this.#options.lookUp(userName);
    if (verifier === undefined) return WRONG;
    const nonce = own + this.#options.nonce;
    const answer = `r=${nonce},s=${formatBase64(verifier.salt)},i=${verifier.iterations}`;
    const soFar = `${bare},${answer}`;
    this.#begun = { userName, verifier, nonce, header, soFar };
    return { kind: 'continue', data: encodeUtf8(answer) };
  }

  #finish(begun: Begun, message: string): ServerStep {
    const { userName, verifier, nonce, header, soFar } = begun;
    const [, bare, given] = /^([^]*),p=([^,]*)$/.exec(message) ?? [];
    const attributes = bare === undefined ? undefined : attributesOf(bare);
    const proof = fromBase64(given);
    const isBound = attributes?.get('c') === formatBase64(encodeUtf8(header));
    if (bare === undefined || proof === undefined || !isBound) return NOT_SCRAM;
    if (attributes?.get('r') !== nonce) return NOT_SCRAM;
    const all = `${soFar},${bare}`;
    const clientKey = exclusiveOr(proof, signature(verifier.storedKey, all));
    const isRight = isEqual(hashed(clientKey), verifier.storedKey);
    if (!isRight) return WRONG;
    const last = `v=${formatBase64(signature(verifier.serverKey, all))}`;
    return { kind: 'done', data: encodeUtf8(last), userName };
  }
}
