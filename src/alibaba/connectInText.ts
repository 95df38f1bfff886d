/** Finds CONNECT packets in text: in hexadecimal digits, hex dumps, Base64, escaped or listed bytes. */

import { parseBase64 } from '../base/base64.ts';
import { joined } from '../base/bytes.ts';
import { parseHex } from '../base/hex.ts';
import { decodeUtf8 } from '../base/utf8.ts';
import { readVarint } from '../base/varint.ts';
import { decode } from '../mqtt/codec/decode.ts';
import type { ConnectPacket } from '../mqtt/tables/packet.ts';
import { type BrokenConnect, brokenConnectAt } from './brokenConnect.ts';
import type { Credentials } from './credentials.ts';
import { unescaped } from './escapedBytes.ts';
import type { SignInCircumstances } from './otherReasons.ts';
import { protocolNameAt } from './protocolName.ts';

const CONNECT_BYTE = 0x10;

/** The CONNECT packets in these bytes, possibly after the headers of a capture's frames. */
function* connectsIn(bytes: Uint8Array): Generator<ConnectPacket> {
  for (let at = bytes.indexOf(CONNECT_BYTE); at >= 0; at = bytes.indexOf(CONNECT_BYTE, at + 1)) {
    const length = readVarint(bytes, at + 1);
    if (typeof length === 'string') continue;
    const start = at + 1 + length.length;
    if (protocolNameAt(bytes, start) === undefined || start + length.value > bytes.length) continue;
    const read = decode(bytes.subarray(at, start + length.value), undefined);
    if (read.ok && read.packet.type === 'connect') yield read.packet;
  }
}

/** Converts each byte to one character. */
function latin1(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
}

/** The first CONNECT in these bytes, possibly after others such as a frame's headers. */
export function connectIn(bytes: Uint8Array): ConnectPacket | undefined {
  const [packet] = connectsIn(bytes);
  return packet;
}

/** Other parts of a CONNECT that may cause a refusal. */
export type ConnectCircumstances = Required<
  Pick<SignInCircumstances, 'keepAlive' | 'hasWill' | 'protocolLevel'>
>;

export function circumstancesOfConnect(packet: ConnectPacket): ConnectCircumstances {
  const { keepAlive, will, protocolLevel } = packet;
  return { keepAlive, hasWill: will !== undefined, protocolLevel };
}

/** The credentials of the packet. A password that is not text becomes one character per byte. */
export function credentialsOfConnect(packet: ConnectPacket): Credentials {
  const { clientId, userName = '', password = new Uint8Array() } = packet;
  return { clientId, userName, password: decodeUtf8(password) ?? latin1(password) };
}

/** Number of bytes in a line of a dump. */
const DUMP_LINE = 16;

/** The bytes of dump lines: an offset, up to 16 bytes, and their text. */
function dumped(text: string): Uint8Array {
  const rows = text.split(/\r?\n/).flatMap((line) => {
    const found = /(?:^|[\s:])(?:0x)?[0-9a-f]{3,8}:?\s+((?:[0-9a-f]{2} {0,2})+)/i.exec(line);
    if (found === null) return [];
    return [hexOf((found[1] ?? '').replace(/\s/g, '').slice(0, DUMP_LINE * 2))];
  });
  return joined(rows);
}

/** The bytes of lines with only hexadecimal digits after a log prefix. */
function listedHex(text: string): Uint8Array {
  const rows = text.split(/\r?\n/).flatMap((line) => {
    const runs = line.match(/(?:(?:0x|\b)[0-9a-f]{2}[\s,:-]{1,2}){4,}(?:0x)?(?:[0-9a-f]{2}\b)?/gi);
    return runs === null ? [] : [hexOf(runs.join(' ').replace(/0x|[^0-9a-f]/gi, ''))];
  });
  return joined(rows);
}

function hexOf(digits: string): Uint8Array {
  const read = parseHex(digits.slice(0, digits.length & ~1));
  return read.ok ? read.bytes : new Uint8Array();
}

/** `[16, 197, 1, …]`. */
function decimals(text: string): Uint8Array | undefined {
  const list = /(?:\b\d{1,3}\s*,\s*){13,}\d{1,3}\b/.exec(text)?.[0];
  const numbers = list?.split(',').map(Number) ?? [];
  return numbers.length > 0 && numbers.every((one) => one <= 255)
    ? Uint8Array.from(numbers)
    : undefined;
}

/** All bytes that a text may contain, in each notation in turn. */
function* bytesIn(text: string): Generator<readonly Uint8Array[]> {
  const hex = parseHex(text);
  if (hex.ok) yield [hex.bytes];
  const base64 = parseBase64(text);
  if (base64.ok) yield [base64.bytes];
  yield [dumped(text)];
  yield [listedHex(text)];
  yield [...text.matchAll(/[0-9a-f]{40,}/gi)].map(([run]) => hexOf(run));
  yield [...text.matchAll(/[A-Za-z0-9+/_-]{40,}={0,2}/g)].flatMap(([run]) => {
    const read = parseBase64(run);
    return read.ok ? [read.bytes] : [];
  });
  const listed = decimals(text);
  if (listed) yield [listed];
  const escaped = unescaped(text);
  if (escaped) yield [escaped];
}

/** All CONNECT packets in a text, in any notation, in order. */
export function connectsInText(text: string): readonly ConnectPacket[] {
  for (const list of bytesIn(text)) {
    const found = list.flatMap((bytes) => [...connectsIn(bytes)]);
    if (found.length > 0) return found;
  }
  return [];
}

/** The last CONNECT in a text that a broker cannot read. */
export function brokenConnectInText(text: string): BrokenConnect | undefined {
  for (const list of bytesIn(text)) {
    const found = list.flatMap((bytes) => brokenConnectIn(bytes) ?? []);
    if (found.length > 0) return found.at(-1);
  }
  return undefined;
}

/** The last one in these bytes. */
export function brokenConnectIn(bytes: Uint8Array): BrokenConnect | undefined {
  for (
    let at = bytes.lastIndexOf(CONNECT_BYTE);
    at >= 0;
    at = bytes.lastIndexOf(CONNECT_BYTE, at - 1)
  ) {
    const broken = brokenConnectAt(bytes, at);
    if (broken !== undefined) return broken;
    if (at === 0) return undefined;
  }
  return undefined;
}
