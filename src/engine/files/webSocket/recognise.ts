/** What the first bytes of a connection say about what it carries. */
import { decodeUtf8 } from '../../../base/utf8.ts';
import { fitAsPackets } from '../packets/resync.ts';
import type { Decoders } from '../tls/decoders.ts';
import { areCompressedFrames, firstContent, looksLikeFrame } from './webSocketFrames.ts';

/** `wait`: more bytes are needed to tell. `frames`: of WebSocket, perhaps compressed ones. */
export type Content = 'mqtt' | 'upgrade' | 'frames' | 'tls' | 'unknown' | 'wait';

/** Registered for MQTT without TLS, and used for it by custom. */
const PLAIN_PORTS: ReadonlySet<number> = new Set([1883, 1884]);
/** The same with TLS, too. */
const MQTT_PORTS: ReadonlySet<number> = new Set([...PLAIN_PORTS, 8883]);
/** By custom of brokers; the side with such a port is the server. */
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

/** Which of two ports is the server's, where nothing else tells. */
export function isServerPort(port: number, other: number): boolean {
  const known = SERVER_PORTS.has(port);
  return known === SERVER_PORTS.has(other) ? port < other : known;
}

const NAMES = ['\u0000\u0004MQTT', '\u0000\u0006MQIsdp'];
const asText = (bytes: Uint8Array) => String.fromCharCode(...bytes);

/** CONNECT with one of its two protocol names. */
function fitAsConnect(bytes: Uint8Array): boolean | 'wait' {
  if (bytes[0] !== 0x10) return false;
  let at = 1;
  while (at <= 4 && (bytes[at] ?? 0) > 0x7f) at += 1;
  const name = asText(bytes.subarray(at + 1, at + 9));
  if (NAMES.some((known) => name.startsWith(known))) return true;
  return NAMES.some((known) => known.startsWith(name)) ? 'wait' : false;
}

/** CONNECT, or a request of HTTP, which may ask for WebSocket. */
export function beginsConnection(bytes: Uint8Array): boolean {
  return fitAsConnect(bytes) === true || asText(bytes.subarray(0, GET.length)) === GET;
}

/** TLS begins with a handshake record of version 3.x that holds a ClientHello, or goes on with data records. */
function isTls(bytes: Uint8Array): boolean {
  const [type, major, minor] = bytes;
  const isRecord = type === 0x16 || type === 0x17 || type === 0x14 || type === 0x15;
  return isRecord && major === 3 && minor !== undefined && minor <= 4;
}

const GET = 'GET ';

/** `bytes` are what the client, or either side (`fromStart` false), sent first. */
export function recognise(
  bytes: Uint8Array,
  fromStart: boolean,
  mqttPort: boolean,
  decoders: Decoders,
): Content {
  if (bytes.length >= 3 && isTls(bytes)) return 'tls';
  const connect = fitAsConnect(bytes);
  if (connect === true) return 'mqtt';
  if (mqttPort) return onMqttPort(bytes);
  const start = asText(bytes.subarray(0, GET.length));
  if (start === GET) return 'upgrade';
  if (connect === 'wait' || GET.startsWith(start)) return bytes.length < 14 ? 'wait' : 'unknown';
  if (fromStart) return 'unknown';
  if (fitAsPackets(bytes, undefined) === 'whole') return 'mqtt';
  return isFrames(bytes, decoders) ? 'frames' : 'unknown';
}

function isFrames(bytes: Uint8Array, { inflater }: Decoders): boolean {
  if (!looksLikeFrame(bytes)) return false;
  const content = firstContent(bytes, inflater());
  if (content.length === 0) return areCompressedFrames(bytes);
  return fitAsPackets(content, undefined) !== 'none';
}

/** There, what is wrong is MQTT gone wrong; but TLS and WebSocket may be on any port. */
function onMqttPort(bytes: Uint8Array): Content {
  if (bytes.length < 3 && bytes[0] === 0x16) return 'wait';
  const head = asText(bytes.subarray(0, GET.length)) === GET ? readHttpHead(bytes) : undefined;
  return head !== undefined && head !== 'none' && isUpgrade(head) ? 'upgrade' : 'mqtt';
}

export interface HttpHead {
  /** Bytes up to and with the empty line. */
  readonly length: number;
  readonly firstLine: string;
  /** By their names in lower case. */
  readonly headers: ReadonlyMap<string, string>;
}

const LONGEST_HEAD = 64 * 1024;

/** undefined: it does not end within these bytes; `none`: it cannot be one. */
export function readHttpHead(bytes: Uint8Array): HttpHead | 'none' | undefined {
  const end = bytes.findIndex(
    (byte, at) =>
      byte === 13 && bytes[at + 1] === 10 && bytes[at + 2] === 13 && bytes[at + 3] === 10,
  );
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
