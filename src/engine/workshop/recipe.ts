/** Builds invalid packets by hand that no encoder writes. */
import { joined } from '../../base/bytes.ts';
import { encodeUtf8 } from '../../base/utf8.ts';
import { varintLength, writeVarint } from '../../base/varint.ts';
import type { ConnectPacket, ProtocolVersion, Will } from '../../mqtt/tables/packet.ts';

/** Builds client packets. @param name a unique client identifier */
export type Recipe = (version: ProtocolVersion, name: string) => Uint8Array;

/** By rule; empty: a client cannot break it. */
export type Recipes<Name extends string> = Readonly<Record<Name, readonly Recipe[]>>;

/** Topic of invalid messages and subscriptions, in case a server accepts them. */
export const TOPIC = 'mqttscope/workshop';
/** Far from the identifiers that connections count up from 1. */
export const PACKET_ID = 0xfd01;

export const ID = [PACKET_ID >> 8, PACKET_ID & 0xff] as const;

type Part = number | readonly number[] | Uint8Array;

/** Adds the first byte and the remaining length to the parts. */
export function frame(first: number, ...parts: readonly Part[]): Uint8Array {
  const body = bytesOf(parts);
  const head = new Uint8Array(1 + varintLength(body.length));
  head[0] = first;
  writeVarint(head, 1, body.length);
  return joined([head, body]);
}

export function bytesOf(parts: readonly Part[]): Uint8Array {
  return joined(
    parts.map((part) => (typeof part === 'number' ? Uint8Array.of(part) : Uint8Array.from(part))),
  );
}

/** Adds a length prefix. */
export const sized = (...parts: readonly Part[]): Uint8Array => {
  const body = bytesOf(parts);
  return bytesOf([body.length >> 8, body.length & 0xff, body]);
};

export const text = (value: string): Uint8Array => sized(encodeUtf8(value));

/** Properties of MQTT 5 with their length, which must be below 128. */
export function properties(version: ProtocolVersion, ...parts: readonly Part[]): Uint8Array {
  const body = bytesOf(parts);
  return version === 5 ? bytesOf([body.length, body]) : new Uint8Array(0);
}

/** CONNECT of a client without credentials, so that these do not affect the server's answer. */
export function connect(
  version: ProtocolVersion,
  name: string,
  change: Partial<ConnectPacket> = {},
): ConnectPacket {
  return {
    type: 'connect',
    protocolName: version === 3 ? 'MQIsdp' : 'MQTT',
    protocolLevel: version,
    cleanStart: true,
    keepAlive: 60,
    clientId: name,
    properties: [],
    ...change,
  };
}

export function will(topic: string): Will {
  return { topic, payload: encodeUtf8('will'), qos: 0, retain: false, properties: [] };
}

/** Changes the connect flags: the byte after protocol name and level. */
export function withFlags(bytes: Uint8Array, change: (flags: number) => number): Uint8Array {
  const changed = bytes.slice();
  // The remaining length of such a CONNECT has one byte.
  const nameLength = ((bytes[2] ?? 0) << 8) | (bytes[3] ?? 0);
  const at = 2 + 2 + nameLength + 1;
  changed[at] = change(bytes[at] ?? 0);
  return changed;
}
