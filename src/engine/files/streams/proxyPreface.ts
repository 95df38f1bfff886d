/** Recognises bytes that a proxy handshake puts before the MQTT of a connection. */
import type { Side } from '../events/side.ts';

type ProxyProtocol = 'PROXY' | 'HTTP CONNECT' | 'SOCKS5';

const PROXY_2 = [0x0d, 0x0a, 0x0d, 0x0a, 0, 0x0d, 0x0a, 0x51, 0x55, 0x49, 0x54, 0x0a];
/** Longest header of the PROXY protocol, version 1. */
const LONGEST_LINE = 108;
const LONGEST_HEAD = 16 * 1024;
const SOCKS = 5;
/** Bytes of an address by its type (RFC 1928, 5). */
const ADDRESS_SIZES: ReadonlyMap<number | undefined, number> = new Map([
  [1, 4],
  [4, 16],
]);

const textOf = (bytes: Uint8Array): string => String.fromCharCode(...bytes);

export class ProxyPreface {
  #protocol: ProxyProtocol | undefined;
  /** Messages of each side that belong to the handshake. */
  #client = 0;
  #server = 0;

  /** Bytes of the handshake at the beginning of a segment. @param client side that opened the connection */
  sizeIn(side: Side, client: Side, bytes: Uint8Array): number {
    const size = side === client ? this.#ofClient(bytes) : this.#ofServer(bytes);
    if (size > 0 && side === client) this.#client += 1;
    if (size > 0 && side !== client) this.#server += 1;
    return size;
  }

  #ofClient(bytes: Uint8Array): number {
    if (this.#client === 0) return this.#first(bytes);
    if (this.#protocol !== 'SOCKS5' || this.#client > 1) return 0;
    // The request after the methods.
    return bytes[0] === SOCKS && bytes[1] === 1 ? sizeWithAddress(bytes) : 0;
  }

  #first(bytes: Uint8Array): number {
    const start = textOf(bytes.subarray(0, LONGEST_LINE));
    const line = /^PROXY (?:TCP4|TCP6|UNKNOWN)[^\r\n]*\r\n/u.exec(start);
    if (line !== null) return this.#is('PROXY', line[0].length);
    if (PROXY_2.every((byte, at) => bytes[at] === byte) && (bytes[12] ?? 0) >> 4 === 2) {
      const size = 16 + (bytes[14] ?? 0) * 256 + (bytes[15] ?? 0);
      return size <= bytes.length ? this.#is('PROXY', size) : 0;
    }
    if (/^CONNECT [^ \r\n]+ HTTP\/1\.[01]\r\n/u.test(start)) {
      return this.#is('HTTP CONNECT', headSize(bytes));
    }
    // The methods of SOCKS fill their segment.
    const isSocks = bytes[0] === SOCKS && bytes.length === 2 + (bytes[1] ?? 0) && bytes.length > 2;
    return isSocks ? this.#is('SOCKS5', bytes.length) : 0;
  }

  #ofServer(bytes: Uint8Array): number {
    if (this.#protocol === 'HTTP CONNECT' && this.#server === 0) {
      return /^HTTP\/1\.[01] 2/u.test(textOf(bytes.subarray(0, 12))) ? headSize(bytes) : 0;
    }
    if (this.#protocol !== 'SOCKS5' || bytes[0] !== SOCKS) return 0;
    if (this.#server === 0) return bytes.length === 2 ? 2 : 0;
    return this.#server === 1 ? sizeWithAddress(bytes) : 0;
  }

  #is(protocol: ProxyProtocol, size: number): number {
    if (size > 0) this.#protocol = protocol;
    return size;
  }
}

/** Size of a head of HTTP with its empty line; 0: it does not end here. */
function headSize(bytes: Uint8Array): number {
  const end = textOf(bytes.subarray(0, LONGEST_HEAD)).indexOf('\r\n\r\n');
  return end < 0 ? 0 : end + 4;
}

/** Size of a request or reply of SOCKS; 0: it does not end here. */
function sizeWithAddress(bytes: Uint8Array): number {
  const address = bytes[3] === 3 ? 1 + (bytes[4] ?? 0) : ADDRESS_SIZES.get(bytes[3]);
  const size = address === undefined ? 0 : 4 + address + 2;
  return size <= bytes.length ? size : 0;
}
