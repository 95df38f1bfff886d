/** Reads MQTT from the WebSocket messages in a HAR file, as the network tools of browsers save it. */
import { decodeBase64 } from '../../../base/base64.ts';
import { decodeUtf8, encodeUtf8 } from '../../../base/utf8.ts';
import { peekType } from '../../../mqtt/framing/peek.ts';
import type { ProtocolVersion } from '../../../mqtt/tables/packet.ts';
import { parseJson } from '../../../payload/json/parseJson.ts';
import { isMoment } from '../../log/columns/momentRange.ts';
import { ByteWriter } from '../bytes/byteWriter.ts';
import { HeldSum } from '../bytes/heldSum.ts';
import {
  type CaptureReader,
  type CaptureSink,
  type Endpoint,
  type ReadingChoices,
  UnreadableFile,
} from '../events/captureEvents.ts';
import { EventGate } from '../events/eventGate.ts';
import { isRecord } from '../events/eventJson.ts';
import type { PacketCutter } from '../packets/packetCutter.ts';
import { KnownServers } from '../streams/knownServers.ts';
import { MOST_INCOMPLETE, PacketStream } from '../streams/packetStream.ts';

/** MiB of text; a file of JSON is read as a whole. */
const MOST_MIB = 256;
const MOST_BYTES = MOST_MIB * 1024 * 1024;
const PORTS: Readonly<Record<string, number>> = { ws: 80, wss: 443, http: 80, https: 443 };
const LOG = '"log"';

/** True for an object whose first member is `log`, or that may be one. @param start first bytes of a file */
export function isHar(start: Uint8Array): boolean {
  const text = String.fromCharCode(...start.subarray(start[0] === 0xef ? 3 : 0, 16));
  if (!text.startsWith('{')) return false;
  const rest = text.slice(1).trimStart();
  return rest.startsWith(LOG) || (rest.length < text.length - 1 && LOG.startsWith(rest));
}

interface Message {
  readonly direction: 'in' | 'out';
  /** ms since 1970. */
  readonly clock: number;
  readonly bytes: Uint8Array;
  readonly isText: boolean;
}

interface Connection {
  readonly server: Endpoint | undefined;
  readonly messages: readonly Message[];
}

export class HarReader implements CaptureReader {
  readonly #sink: CaptureSink;
  readonly #assumedVersion: ProtocolVersion | undefined;
  readonly #text = new ByteWriter();
  #length = 0;

  constructor(sink: CaptureSink, { assumedVersion }: ReadingChoices) {
    this.#sink = sink;
    this.#assumedVersion = assumedVersion;
  }

  push(chunk: Uint8Array): void {
    this.#length += chunk.length;
    if (this.#length > MOST_BYTES) {
      throw new UnreadableFile({ key: 'har-too-long', args: { most: MOST_MIB } });
    }
    this.#text.raw(chunk);
  }

  end(): void {
    const text = decodeUtf8(this.#text.bytes());
    const json = text === undefined ? undefined : parseJson(text.replace(/^\uFEFF/u, ''));
    const log = isRecord(json) ? json['log'] : undefined;
    const entries = isRecord(log) ? log['entries'] : undefined;
    if (!Array.isArray(entries)) throw new UnreadableFile({ key: 'har-broken', args: {} });
    const connections = entries.flatMap((entry) => connectionIn(entry) ?? []);
    const clocks = connections.flatMap(({ messages }) => messages.map(({ clock }) => clock));
    const origin = clocks.reduce(
      (least, clock) => Math.min(least, clock),
      Number.POSITIVE_INFINITY,
    );
    this.#sink({ kind: 'origin', wallClock: Number.isFinite(origin) ? origin : 0 });
    if (connections.length === 0) {
      this.#sink({ kind: 'note', note: 'empty', fact: { key: 'har-without-mqtt', args: {} } });
      return;
    }
    this.#read(connections, origin);
  }

  #read(connections: readonly Connection[], origin: number): void {
    const gate = new EventGate((event) => {
      if (event.kind !== 'opened') return this.#sink(event);
      // A browser does not record the address of the client.
      const { client: _client, ...rest } = event;
      this.#sink(rest);
    });
    const incomplete = new HeldSum<PacketCutter>(MOST_INCOMPLETE);
    const servers = new KnownServers();
    let streams = 0;
    const opened = connections.map(({ server, messages }) => {
      const stream = new PacketStream(gate, this.#assumedVersion, incomplete, servers);
      const first = messages[0];
      const sent = messages.find(({ direction }) => direction === 'out');
      const fromStart = first === sent && sent !== undefined && peekType(sent.bytes) === 'connect';
      return { stream, server, fromStart, isOpen: false };
    });
    const all = connections
      .flatMap(({ messages }, at) => messages.map((message, turn) => ({ message, at, turn })))
      .toSorted((one, other) => one.message.clock - other.message.clock || one.turn - other.turn);
    for (const { message, at } of all) {
      const one = opened[at];
      if (one === undefined) continue;
      const { stream, server, fromStart } = one;
      const time = Math.round((message.clock - origin) * 1000);
      if (!one.isOpen) {
        one.isOpen = true;
        const ends = server === undefined ? { serverUnknown: true as const } : { server };
        const told = { client: 'first', ends } as const;
        const start = { first: 0, second: 0, fromStart, time, mayLack: false, told };
        stream.open(start, true, 'first', 'websocket', () => (streams += 1), true);
      }
      stream.cutters(fromStart)[message.direction].data(message.bytes, time, message.isText);
    }
    for (const { stream } of opened) stream.stop();
    gate.settle();
  }
}

/** undefined if the entry is not a WebSocket connection with MQTT. */
function connectionIn(entry: unknown): Connection | undefined {
  if (!isRecord(entry) || !Array.isArray(entry['_webSocketMessages'])) return undefined;
  const messages = entry['_webSocketMessages'].flatMap((one) => messageIn(one) ?? []);
  const { request, response } = entry;
  const begins = messages.find(({ direction }) => direction === 'out')?.bytes;
  const isMqtt =
    namesMqtt(request) || namesMqtt(response) || (begins && peekType(begins) === 'connect');
  if (messages.length === 0 || !isMqtt) return undefined;
  const url = isRecord(request) ? request['url'] : undefined;
  return { server: typeof url === 'string' ? serverIn(url) : undefined, messages };
}

function messageIn(one: unknown): Message | undefined {
  if (!isRecord(one)) return undefined;
  const { type, time, opcode, data } = one;
  if ((type !== 'send' && type !== 'receive') || typeof data !== 'string') return undefined;
  if ((opcode !== 1 && opcode !== 2) || typeof time !== 'number') return undefined;
  const clock = time * 1000;
  if (!isMoment(clock * 1000, 0)) return undefined;
  const isText = opcode === 1;
  const bytes = isText ? encodeUtf8(data) : decodeBase64(data);
  return bytes && { direction: type === 'send' ? 'out' : 'in', clock, bytes, isText };
}

function namesMqtt(message: unknown): boolean {
  const headers = isRecord(message) ? message['headers'] : undefined;
  return (
    Array.isArray(headers) &&
    headers.some((header: unknown) => {
      if (!isRecord(header)) return false;
      const { name, value } = header;
      if (typeof name !== 'string' || typeof value !== 'string') return false;
      return name.toLowerCase() === 'sec-websocket-protocol' && /\bmqtt/iu.test(value);
    })
  );
}

/** Only host and port: a path or query may contain a token. */
function serverIn(url: string): Endpoint | undefined {
  const found = /^(wss?|https?):\/\/(?:[^/?#@]*@)?(\[[^\]]+\]|[^/?#:]+)(?::(\d{1,5}))?/iu.exec(url);
  if (found === null) return undefined;
  const [, scheme = '', host = '', port] = found;
  return {
    address: host.replace(/^\[|\]$/gu, ''),
    port: port === undefined ? (PORTS[scheme.toLowerCase()] ?? 0) : Number(port),
  };
}
