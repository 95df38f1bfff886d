/** Identifies the content of a connection by its first bytes. */
import { joined } from '../../../base/bytes.ts';
import { decodeUtf8 } from '../../../base/utf8.ts';
import { fitAsPackets } from '../packets/resync.ts';
import type { Decoders } from '../tls/decoders.ts';
import { areCompressedFrames, areFrames, contentsOf, looksLikeFrame } from './webSocketFrames.ts';

/** `wait`: more bytes are needed. `frames`: WebSocket frames, possibly compressed. */
export type Content = 'mqtt' | 'upgrade' | 'frames' | 'tls' | 'unknown' | 'wait';

/** Ports registered or commonly used for MQTT without TLS. */
const PLAIN_PORTS: ReadonlySet<number> = new Set([1883, 1884]);
/** Ports for MQTT with or without TLS. */
const MQTT_PORTS: ReadonlySet<number> = new Set([...PLAIN_PORTS, 8883]);
/** Ports commonly used by brokers; the side with such a port is the server. */
const SERVER_PORTS: ReadonlySet<number> = new Set([
  ...MQTT_PORTS,
  80,
  443,
  8080,
  8081,
  8083,
  8084,
  8884,
  9001,
]);

export const isMqttPort = (port: number): boolean => MQTT_PORTS.has(port);
export const isPlainPort = (port: number): boolean => PLAIN_PORTS.has(port);

/** Decides which of two ports is the server's, without other evidence. */
export function isServerPort(port: number, other: number): boolean {
  const known = SERVER_PORTS.has(port);
  return known === SERVER_PORTS.has(other) ? port < other : known;
}

const NAMES = ['\u0000\u0004MQTT', '\u0000\u0006MQIsdp'] as const;
const asText = (bytes: Uint8Array) => String.fromCharCode(...bytes);

/** True for a CONNECT with one of its two protocol names. */
export function fitAsConnect(bytes: Uint8Array): boolean | 'wait' {
  if (bytes[0] !== 0x10) return false;
  let at = 1;
  while (at <= 4 && (bytes[at] ?? 0) > 0x7f) at += 1;
  const [usual, older] = NAMES;
  return fitAsName(bytes, at + 1, usual) || fitAsName(bytes, at + 1, older);
}

function fitAsName(bytes: Uint8Array, from: number, name: string): boolean | 'wait' {
  for (let at = 0; at < name.length; at += 1) {
    if (from + at >= bytes.length) return 'wait';
    if (bytes[from + at] !== name.charCodeAt(at)) return false;
  }
  return true;
}

/** True for a CONNECT or an HTTP request, which may ask for WebSocket. */
export function beginsConnection(bytes: Uint8Array): boolean {
  return fitAsConnect(bytes) === true || asText(bytes.subarray(0, GET.length)) === GET;
}

/**
 * TLS begins with a handshake record of version 3.x that contains a ClientHello, or continues with data
 * records.
 */
export function isTls(bytes: Uint8Array): boolean {
  const [type, major, minor] = bytes;
  const isRecord = type === 0x16 || type === 0x17 || type === 0x14 || type === 0x15;
  return isRecord && major === 3 && minor !== undefined && minor <= 4;
}

/** Longest beginning that identifies HTTP. */
const HTTP_START = 8;

/** True for the beginning of an HTTP/1 request or response. */
export const isHttp = (bytes: Uint8Array): boolean =>
  /^(?:(?:GET|PUT|POST|HEAD|PATCH|TRACE|DELETE|OPTIONS|CONNECT)\b|HTTP\/1)/.test(
    asText(bytes.subarray(0, HTTP_START)),
  );

const GET = 'GET ';

/**
 * @param bytes first bytes of the client, or of either side if `fromStart` is false
 * @param last the newest of them, in one segment
 */
export function recognise(
  bytes: Uint8Array,
  fromStart: boolean,
  mqttPort: boolean,
  decoders: Decoders,
  last = bytes,
): Content {
  if (bytes.length >= 3 && isTls(bytes)) return 'tls';
  if (bytes.length < 3 && bytes[0] === 0x16) return 'wait';
  const connect = fitAsConnect(bytes);
  if (connect === true) return 'mqtt';
  if (mqttPort) return onMqttPort(bytes, fromStart);
  const start = asText(bytes.subarray(0, GET.length));
  if (start === GET) return 'upgrade';
  if (connect === 'wait' || GET.startsWith(start)) return bytes.length < 14 ? 'wait' : 'unknown';
  if (fromStart) return 'unknown';
  const whole = wholeContent(bytes, decoders.inflater) ?? wholeContent(last, decoders.inflater);
  if (whole !== undefined) return whole;
  const fit = fitAsPackets(bytes, undefined);
  // The head of a masked frame looks like the beginning of a long SUBSCRIBE.
  if (fit === 'begun' && !areFrames(bytes)) return 'wait';
  return isFrames(bytes, decoders) ? 'frames' : 'unknown';
}

/** Content of bytes that begin with a whole packet, possibly in a WebSocket frame. */
export function wholeContent(
  bytes: Uint8Array,
  inflater: Decoders['inflater'],
): 'mqtt' | 'frames' | undefined {
  if (fitAsPackets(bytes, undefined) !== 'whole') return undefined;
  // The head of a frame of a server looks like that of a SUBSCRIBE, and a packet in it like an identifier.
  const contents = areFrames(bytes) ? contentsOf(bytes, inflater()) : [];
  return fitAsPackets(joined(contents), undefined) === 'whole' ? 'frames' : 'mqtt';
}

function isFrames(bytes: Uint8Array, { inflater }: Decoders): boolean {
  if (!looksLikeFrame(bytes)) return false;
  const [content] = contentsOf(bytes, inflater());
  if (content === undefined) return areCompressedFrames(bytes);
  return fitAsPackets(content, undefined) !== 'none';
}

/** On MQTT ports, invalid content is invalid MQTT; TLS and WebSocket may be on any port. */
function onMqttPort(bytes: Uint8Array, fromStart: boolean): Content {
  const start = asText(bytes.subarray(0, GET.length));
  if (start !== GET) return fromStart && GET.startsWith(start) ? 'wait' : 'mqtt';
  const head = readHttpHead(bytes);
  // The rest of a request may follow in further segments.
  if (head === undefined) return fromStart ? 'upgrade' : 'mqtt';
  return head !== 'none' && isUpgrade(head) ? 'upgrade' : 'mqtt';
}

export interface HttpHead {
  /** Bytes including the empty line. */
  readonly length: number;
  readonly firstLine: string;
  /** By lower-case name. */
  readonly headers: ReadonlyMap<string, string>;
}

const LONGEST_HEAD = 64 * 1024;

/** Index of the line end before the empty line of an HTTP head; -1: not within these bytes. */
function endOfHead(bytes: Uint8Array, from: number): number {
  for (let at = bytes.indexOf(13, from); at >= 0; at = bytes.indexOf(13, at + 1)) {
    if (bytes[at + 1] === 10 && bytes[at + 2] === 13 && bytes[at + 3] === 10) return at;
  }
  return -1;
}

/**
 * undefined: the head does not end within these bytes; `none`: not HTTP.
 * @param searched bytes that an earlier call has searched
 */
export function readHttpHead(bytes: Uint8Array, searched = 0): HttpHead | 'none' | undefined {
  const end = endOfHead(bytes, Math.max(0, searched - 3));
  if (end < 0) return bytes.length > LONGEST_HEAD ? 'none' : undefined;
  const [firstLine = '', ...lines] = (decodeUtf8(bytes.subarray(0, end)) ?? '').split('\r\n');
  const headers = new Map<string, string>();
  for (const line of lines) {
    const colon = line.indexOf(':');
    if (colon > 0)
      headers.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim());
  }
  return { length: end + 4, firstLine, headers };
}

export function isUpgrade(head: HttpHead): boolean {
  return head.headers.get('upgrade')?.toLowerCase() === 'websocket';
}
