/** Recognises bytes that a proxy handshake puts before the MQTT of a connection. */
import { joined } from '../../../base/bytes.ts';
import type { Side } from '../events/side.ts';
import { endOfHead } from '../webSocket/recognise.ts';

type ProxyProtocol = 'PROXY' | 'HTTP CONNECT' | 'SOCKS4' | 'SOCKS5';

const PROXY_2 = [0x0d, 0x0a, 0x0d, 0x0a, 0, 0x0d, 0x0a, 0x51, 0x55, 0x49, 0x54, 0x0a];
/** Longest header of the PROXY protocol, version 1. */
const LONGEST_LINE = 108;
const LONGEST_HEAD = 16 * 1024;
/** Bytes of an address by its type (RFC 1928, 5). */
const ADDRESS_SIZES: ReadonlyMap<number | undefined, number> = new Map([
  [1, 4],
  [4, 16],
]);
/** Sign-in with a password (RFC 1929). */
const SIGN_IN = 1;
const NOTHING = new Uint8Array(0);

/** Bytes of a message of the handshake; `more`: its end is missing. 0: the bytes are none. */
type Size = number | 'more';

/** Bytes of the handshake, and the bytes after it. */
interface Split {
  readonly size: number;
  readonly rest: Uint8Array;
}

/** First bytes of all handshakes: of both versions of PROXY, HTTP CONNECT, SOCKS 4 and 5. */
const FIRST_BYTES: ReadonlySet<number | undefined> = new Set([0x50, 0x0d, 0x43, 4, 5]);

/** False if the client's first bytes, of which there is one at least, begin no handshake. */
export const mayBeginPreface = (bytes: Uint8Array): boolean => FIRST_BYTES.has(bytes[0]);

const textOf = (bytes: Uint8Array): string => String.fromCharCode(...bytes);

export class ProxyPreface {
  #protocol: ProxyProtocol | undefined;
  /** The proxy was asked for the connection, and has agreed. */
  #isAsked = false;
  #isAccepted = false;
  /** Bytes still to come of the page with which an HTTP proxy asks for a sign-in. */
  #pageLeft = 0;
  /** Begun messages. */
  readonly #held = new Map<Side, Uint8Array>();

  /** @param client side that opened the connection */
  take(side: Side, client: Side, bytes: Uint8Array): Split {
    const held = this.held(side);
    const all = joined([held, bytes]);
    for (let at = 0; ; ) {
      const left = all.subarray(at);
      const searched = at === 0 ? held.length : 0;
      const size = this.#sizeOf(side === client, left, searched);
      if (size === 'more') {
        this.#held.set(side, left.slice());
        return { size: at, rest: NOTHING };
      }
      if (size === 0) return { size: at, rest: left };
      at += size;
    }
  }

  get heldBytes(): number {
    let sum = 0;
    for (const { length } of this.#held.values()) sum += length;
    return sum;
  }

  /** Returns the bytes of a begun message, once. */
  held(side: Side): Uint8Array {
    const held = this.#held.get(side) ?? NOTHING;
    this.#held.delete(side);
    return held;
  }

  #sizeOf(isClient: boolean, bytes: Uint8Array, searched: number): Size {
    if (bytes.length === 0) return 0;
    return isClient ? this.#ofClient(bytes, searched) : this.#ofServer(bytes, searched);
  }

  #ofClient(bytes: Uint8Array, searched: number): Size {
    if (this.#protocol === undefined) return this.#first(bytes, searched);
    if (this.#protocol === 'HTTP CONNECT' && !this.#isAccepted)
      return headSize(bytes, CONNECT, searched);
    if (this.#protocol !== 'SOCKS5' || this.#isAsked) return 0;
    if (bytes[0] === SIGN_IN) return signInSize(bytes);
    if (bytes[0] !== 5 || (bytes[1] ?? 1) !== 1) return 0;
    const size = sizeWithAddress(bytes);
    this.#isAsked = size !== 'more';
    return size;
  }

  #first(bytes: Uint8Array, searched: number): Size {
    const size = proxyLine(bytes) || proxyHeader(bytes);
    if (size !== 0) return this.#is('PROXY', size);
    const head = headSize(bytes, CONNECT, searched);
    if (head !== 0) return this.#is('HTTP CONNECT', head);
    if (bytes[0] === 4 && (bytes[1] ?? 1) === 1) return this.#is('SOCKS4', socks4Size(bytes));
    if (bytes[0] !== 5 || bytes[1] === 0) return 0;
    const methods = 2 + (bytes[1] ?? 0);
    return this.#is('SOCKS5', bytes.length < Math.max(3, methods) ? 'more' : methods);
  }

  #ofServer(bytes: Uint8Array, searched: number): Size {
    if (this.#isAccepted) return 0;
    if (this.#protocol === 'HTTP CONNECT') {
      return this.#page(bytes, searched) || this.#accepts(headSize(bytes, CONNECTED, searched));
    }
    if (this.#protocol === 'SOCKS4') {
      const isGranted = bytes[0] === 0 && (bytes[1] ?? 0x5a) === 0x5a;
      return isGranted ? this.#accepts(bytes.length < 8 ? 'more' : 8) : 0;
    }
    if (this.#protocol !== 'SOCKS5') return 0;
    if (this.#isAsked) return bytes[0] === 5 ? this.#accepts(sizeWithAddress(bytes)) : 0;
    const isAnswer = bytes[0] === 5 || bytes[0] === SIGN_IN;
    return isAnswer ? (bytes.length < 2 ? 'more' : 2) : 0;
  }

  /** The client asks again on the same connection, with its password. */
  #page(bytes: Uint8Array, searched: number): Size {
    const part = Math.min(this.#pageLeft, bytes.length);
    this.#pageLeft -= part;
    const head = part > 0 ? part : headSize(bytes, SIGN_IN_ASKED, searched);
    if (part > 0 || head === 'more' || head === 0) return head;
    const length = /\r\ncontent-length:\s*(\d{1,9})\r/iu.exec(textOf(bytes.subarray(0, head)))?.[1];
    this.#pageLeft = Number(length ?? 0);
    return head;
  }

  #is(protocol: ProxyProtocol, size: Size): Size {
    if (size !== 'more' && size > 0) this.#protocol = protocol;
    return size;
  }

  #accepts(size: Size): Size {
    this.#isAccepted = size !== 'more' && size > 0;
    return size;
  }
}

function proxyLine(bytes: Uint8Array): Size {
  if (!startsLike(bytes, 'PROXY ')) return 0;
  const start = textOf(bytes.subarray(0, LONGEST_LINE));
  if (isBegun(start, 'PROXY ')) return 'more';
  if (!/^PROXY (?:TCP|UNK)/u.test(start))
    return start.startsWith('PROXY ') && start.length < 9 ? 'more' : 0;
  const line = /^PROXY (?:TCP4|TCP6|UNKNOWN)[^\r\n]*\r\n/u.exec(start);
  if (line !== null) return line[0].length;
  return bytes.length < LONGEST_LINE ? 'more' : 0;
}

function proxyHeader(bytes: Uint8Array): Size {
  const signature = bytes.subarray(0, PROXY_2.length);
  if (!signature.every((byte, at) => byte === PROXY_2[at])) return 0;
  if (bytes.length < 16) return 'more';
  if ((bytes[12] ?? 0) >> 4 !== 2) return 0;
  const size = 16 + (bytes[14] ?? 0) * 256 + (bytes[15] ?? 0);
  return size <= bytes.length ? size : 'more';
}

/** Compares the first byte. It keeps most connections from being read as text. */
const startsLike = (bytes: Uint8Array, beginning: string): boolean =>
  bytes[0] === beginning.charCodeAt(0);

const isBegun = (text: string, beginning: string): boolean =>
  text.length < beginning.length && beginning.startsWith(text);

interface Head {
  readonly beginning: string;
  readonly firstLine: RegExp;
}

const CONNECT: Head = {
  beginning: 'CONNECT ',
  firstLine: /^CONNECT [^ \r\n]+ HTTP\/1\.[01]\r\n/u,
};
const CONNECTED: Head = { beginning: 'HTTP/1.', firstLine: /^HTTP\/1\.[01] 2/u };
const SIGN_IN_ASKED: Head = { beginning: 'HTTP/1.', firstLine: /^HTTP\/1\.[01] 407/u };

/**
 * Size of a head of HTTP with its empty line.
 * @param searched bytes that are known to have no empty line, so that a head in tiny segments costs linear time
 */
function headSize(bytes: Uint8Array, { beginning, firstLine }: Head, searched: number): Size {
  if (!startsLike(bytes, beginning)) return 0;
  const start = textOf(bytes.subarray(0, beginning.length));
  if (isBegun(start, beginning)) return 'more';
  if (start !== beginning) return 0;
  const end = endOfHead(bytes.subarray(0, LONGEST_HEAD), Math.max(0, searched - 3));
  if (end < 0) return bytes.length < LONGEST_HEAD ? 'more' : 0;
  const size = end + 4;
  return firstLine.test(textOf(bytes.subarray(0, size))) ? size : 0;
}

/** Size of a request with its user name, and the host name that replaces an address of zero. */
function socks4Size(bytes: Uint8Array): Size {
  const user = bytes.indexOf(0, 8);
  if (user < 0) return bytes.length < LONGEST_HEAD ? 'more' : 0;
  const isNamed = bytes[4] === 0 && bytes[5] === 0 && bytes[6] === 0 && bytes[7] !== 0;
  if (!isNamed) return user + 1;
  const host = bytes.indexOf(0, user + 1);
  return host < 0 ? 'more' : host + 1;
}

function signInSize(bytes: Uint8Array): Size {
  const password = 2 + (bytes[1] ?? 0);
  const size = password + 1 + (bytes[password] ?? 0);
  return bytes.length <= password || size > bytes.length ? 'more' : size;
}

/** Size of a request or reply of SOCKS 5. */
function sizeWithAddress(bytes: Uint8Array): Size {
  if (bytes.length < 5) return 'more';
  const address = bytes[3] === 3 ? 1 + (bytes[4] ?? 0) : ADDRESS_SIZES.get(bytes[3]);
  if (address === undefined) return 0;
  const size = 4 + address + 2;
  return size <= bytes.length ? size : 'more';
}
