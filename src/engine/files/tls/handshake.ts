/** Reads the parts of a TLS handshake that determine its keys. */
import { ByteQueue } from '../bytes/byteQueue.ts';
import { u16 } from '../bytes/bytes.ts';

export const CLIENT_HELLO = 1;
export const SERVER_HELLO = 2;
export const END_OF_EARLY_DATA = 5;
export const ENCRYPTED_EXTENSIONS = 8;
export const FINISHED = 20;
export const KEY_UPDATE = 24;

const SUPPORTED_VERSIONS = 43;
const EARLY_DATA = 42;
const RANDOM = 32;

export interface ServerHello {
  readonly random: Uint8Array;
  readonly suite: number;
  /** 0x0303: TLS 1.2, 0x0304: TLS 1.3. */
  readonly version: number;
  /** The message requests another ClientHello (RFC 8446, 4.1.4). */
  readonly isRetry: boolean;
}

/** SHA-256 of "HelloRetryRequest", used instead of a random. */
const RETRY = 'cf21ad74e59a6111be1d8c021e65b891c2a211167abb8c5e079e09e2c8a8339c';

/** The random of a ClientHello. */
export const clientRandomOf = (body: Uint8Array): Uint8Array => body.slice(2, 2 + RANDOM);

export const hexOf = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

function extension(bytes: Uint8Array, wanted: number): Uint8Array | undefined {
  for (let at = 2; at + 4 <= bytes.length; at += 4 + u16(bytes, at + 2)) {
    if (u16(bytes, at) === wanted) return bytes.subarray(at + 4, at + 4 + u16(bytes, at + 2));
  }
  return undefined;
}

export function readServerHello(body: Uint8Array): ServerHello {
  const random = body.slice(2, 2 + RANDOM);
  const suiteAt = 2 + RANDOM + 1 + (body[2 + RANDOM] ?? 0);
  const version = extension(body.subarray(suiteAt + 3), SUPPORTED_VERSIONS);
  return {
    random,
    suite: u16(body, suiteAt),
    version: version ? u16(version, 0) : u16(body, 0),
    isRetry: hexOf(random) === RETRY,
  };
}

/** Reads the encrypted extensions of the server. */
export const acceptsEarlyData = (body: Uint8Array): boolean =>
  extension(body, EARLY_DATA) !== undefined;

/** Longer than any real chain of certificates. */
const LONGEST_MESSAGE = 256 * 1024;

/** Splits handshake messages, which may span records. */
export class HandshakeMessages {
  readonly #take: (type: number, body: Uint8Array) => void;
  readonly #queue = new ByteQueue();

  constructor(take: (type: number, body: Uint8Array) => void) {
    this.#take = take;
  }

  /** Bytes of the incomplete message. */
  get heldBytes(): number {
    return this.#queue.length;
  }

  /** @returns false: the message is too long to be valid */
  push(bytes: Uint8Array): boolean {
    const queue = this.#queue;
    queue.push(bytes);
    for (let head = queue.peek(4); head; head = queue.peek(4)) {
      const [type = 0, high = 0] = head;
      const length = high * 0x10000 + u16(head, 2);
      if (length > LONGEST_MESSAGE) return false;
      const message = queue.take(4 + length);
      if (message === undefined) break;
      this.#take(type, message.subarray(4));
    }
    queue.keep();
    return true;
  }
}
