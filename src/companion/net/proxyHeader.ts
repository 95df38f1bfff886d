/**
 * The header of the PROXY protocol, versions 1 and 2, in which a proxy names the client of a TCP connection.
 * See https://www.haproxy.org/download/3.0/doc/proxy-protocol.txt.
 */
import { isIP } from 'node:net';
import { canonicalAddress } from './addresses.ts';

export type ProxyHeader =
  /** More bytes are needed. */
  | { readonly kind: 'partial' }
  /** The connection begins with something else. */
  | { readonly kind: 'none' }
  | { readonly kind: 'wrong' }
  | {
      readonly kind: 'header';
      /** Bytes of the header. */
      readonly length: number;
      /** Undefined: the proxy itself has connected, such as for a health check. */
      readonly client: { readonly address: string; readonly port: number } | 'unknown' | undefined;
    };

const FIRST_1 = Buffer.from('PROXY ');
const FIRST_2 = Buffer.from('\r\n\r\n\0\r\nQUIT\n', 'latin1');
/** Bytes of a line of version 1 with CRLF. */
const LONGEST_LINE = 107;
/** Bytes of version 2 before addresses: signature, version and command, family, length. */
const HEAD = 16;
const LOCAL = 0;
/** Bytes of the client's address by family; its port follows both addresses. */
const ADDRESS_BYTES: ReadonlyMap<number, number> = new Map([
  [1, 4],
  [2, 16],
]);

/** @param bytes everything received so far */
export function parseProxyHeader(bytes: Buffer): ProxyHeader {
  for (const [first, parse] of [
    [FIRST_1, parseLine],
    [FIRST_2, parseBinary],
  ] as const) {
    const size = Math.min(first.length, bytes.length);
    if (!bytes.subarray(0, size).equals(first.subarray(0, size))) continue;
    return size < first.length ? { kind: 'partial' } : parse(bytes);
  }
  return { kind: 'none' };
}

function parseLine(bytes: Buffer): ProxyHeader {
  const end = bytes.subarray(0, LONGEST_LINE).indexOf('\r\n');
  if (end < 0) return { kind: bytes.length < LONGEST_LINE ? 'partial' : 'wrong' };
  const length = end + 2;
  const [, family, address = '', , digits = '', ...rest] = bytes
    .toString('latin1', 0, end)
    .split(' ');
  if (family === 'UNKNOWN') return { kind: 'header', length, client: 'unknown' };
  const port = portOf(digits);
  const isValid = family === `TCP${isIP(address)}` && port !== undefined && rest.length === 1;
  if (!isValid) return { kind: 'wrong' };
  return { kind: 'header', length, client: { address: canonicalAddress(address), port } };
}

function portOf(digits: string): number | undefined {
  const port = /^\d{1,5}$/.test(digits) ? Number(digits) : Number.NaN;
  return port <= 65_535 ? port : undefined;
}

function parseBinary(bytes: Buffer): ProxyHeader {
  if (bytes.length < HEAD) return { kind: 'partial' };
  const [version, command] = halves(bytes.readUInt8(12));
  const length = HEAD + bytes.readUInt16BE(14);
  if (version !== 2 || command > 1) return { kind: 'wrong' };
  if (bytes.length < length) return { kind: 'partial' };
  if (command === LOCAL) return { kind: 'header', length, client: undefined };
  const [family, transport] = halves(bytes.readUInt8(13));
  const size = transport === 1 ? ADDRESS_BYTES.get(family) : undefined;
  if (size === undefined) return { kind: 'header', length, client: 'unknown' };
  const portAt = HEAD + 2 * size;
  if (length < portAt + 4) return { kind: 'wrong' };
  const address = addressText(bytes.subarray(HEAD, HEAD + size));
  return { kind: 'header', length, client: { address, port: bytes.readUInt16BE(portAt) } };
}

const halves = (byte: number): readonly [number, number] => [byte >> 4, byte & 0xf];

function addressText(bytes: Buffer): string {
  if (bytes.length === 4) return bytes.join('.');
  const groups = Array.from({ length: 8 }, (_, at) => bytes.readUInt16BE(2 * at).toString(16));
  return canonicalAddress(groups.join(':'));
}
