/** Random sessions of a client or server with one writing error each. */
import { joined } from '../../base/bytes.ts';
import { encodeUtf8 } from '../../base/utf8.ts';
import { encode } from '../../mqtt/codec/encode.ts';
import type { Packet, ProtocolVersion, Sender } from '../../mqtt/tables/packet.ts';
import type { StepFault } from './explanations.ts';

export type Random = (below: number) => number;

export interface Session {
  readonly version: ProtocolVersion;
  readonly sender: Sender;
  readonly packets: readonly Uint8Array[];
  /** Index of the affected packet; a PUBLISH of a suitable size. */
  readonly target: number;
}

export interface Mutated {
  readonly bytes: Uint8Array;
  /** Claims that are right; none may be made if it is empty. */
  readonly faults: readonly StepFault[];
  /** Positions that are right. */
  readonly from: number;
  readonly to: number;
}

type Mutation = (target: Uint8Array, random: Random, session: Session) => Change;

interface Change {
  readonly bytes: Uint8Array;
  readonly faults: readonly StepFault[];
  /** Relative to the packet. */
  readonly from: number;
  readonly to?: number;
}

/** A generator whose numbers follow from its seed. */
export function randomOf(seed: number): Random {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((((mixed ^ (mixed >>> 14)) >>> 0) * below) / 4294967296) | 0;
  };
}

const pingOf = (sender: Sender): Packet => ({
  type: sender === 'client' ? 'pingreq' : 'pingresp',
});

const WORDS = ['plant', 'pump', 'soil', 'room', 'level', 'state', 'heat', 'door', 'config'];
const wordOf = (random: Random): string => WORDS[random(WORDS.length)] ?? 'a';

function publishOf(
  random: Random,
  topics: readonly string[],
  least: number,
  isBinary = random(100) === 0,
): Packet {
  const qos = random(3) === 0 ? 1 : 0;
  const size = least + random(300);
  const values = Array.from(
    { length: Math.ceil(size / 16) },
    (_, at) => `"${wordOf(random)}${at}":${random(10_000)}`,
  );
  const payload = isBinary
    ? Uint8Array.from({ length: size }, () => random(256))
    : encodeUtf8(`{${values.join(',')}}`);
  return {
    type: 'publish',
    topic: topics[random(topics.length)] ?? 'a',
    qos,
    retain: random(4) === 0,
    dup: false,
    ...(qos > 0 && { packetId: 1 + random(1000) }),
    payload,
    properties: [],
  };
}

/** @param isBinary whether all payloads are arbitrary bytes; if not given, one of a hundred is */
export function sessionOf(random: Random, sender: Sender, isBinary?: boolean): Session {
  const version = random(2) === 0 ? 4 : 5;
  const topics = Array.from(
    { length: 3 },
    () => `${wordOf(random)}/${wordOf(random)}${random(100)}`,
  );
  const first: Packet =
    sender === 'client'
      ? {
          type: 'connect',
          protocolName: 'MQTT',
          protocolLevel: version,
          cleanStart: true,
          keepAlive: 60,
          clientId: `device-${random(1000)}`,
          properties: [],
        }
      : { type: 'connack', sessionPresent: false, reasonCode: 0, properties: [] };
  const one = (): Packet => {
    const kind = random(10);
    if (kind === 0) return pingOf(sender);
    if (kind === 1) {
      return { type: 'puback', packetId: 1 + random(1000), reasonCode: 0, properties: [] };
    }
    return publishOf(random, topics, 10, isBinary);
  };
  const before = topics.map((topic) => publishOf(random, [topic], 10, isBinary));
  const target = publishOf(random, topics, 60, isBinary);
  const after = Array.from({ length: 3 + random(4) }, one);
  const end = publishOf(random, topics, 10, isBinary);
  const all: Packet[] = [
    first,
    ...before,
    ...Array.from({ length: random(3) }, one),
    target,
    ...after,
    end,
  ];
  return {
    version,
    sender,
    packets: all.map((packet) => encode(packet, version)),
    target: all.indexOf(target),
  };
}

const SHORT = ['short', 'buffer'] as const;
const header = (packet: Uint8Array): number => ((packet[1] ?? 0) < 0x80 ? 2 : 3);
/** A place within the payload. */
function within(packet: Uint8Array, random: Random): number {
  const topic = ((packet[header(packet)] ?? 0) << 8) + (packet[header(packet) + 1] ?? 0);
  const first = header(packet) + 2 + topic + 3;
  return first + random(Math.max(1, packet.length - first - 1));
}

const inserted = (packet: Uint8Array, at: number, bytes: Uint8Array): Uint8Array =>
  joined([packet.subarray(0, at), bytes, packet.subarray(at)]);

const cutAt = (packet: Uint8Array, at: number): Change => ({
  bytes: packet.subarray(0, at),
  faults: SHORT,
  from: at,
});

const added = (packet: Uint8Array, stray: Uint8Array): Change => ({
  bytes: joined([packet, stray]),
  faults: [],
  from: packet.length,
});

/** Another remaining length of as many bytes. */
function withLength(packet: Uint8Array, by: number): Uint8Array {
  const changed = packet.slice();
  if (header(packet) === 2) changed[1] = (packet[1] ?? 0) + by;
  else {
    const length = ((packet[1] ?? 0) & 0x7f) + ((packet[2] ?? 0) << 7) + by;
    changed[1] = (length & 0x7f) | 0x80;
    changed[2] = length >> 7;
  }
  return changed;
}

const lengthIsFixed = (packet: Uint8Array, by: number): boolean => {
  const length = packet.length - header(packet) + by;
  return header(packet) === 2 ? length > 0 && length < 128 : length >= 128 && length < 16_384;
};

function buffer(size: number): Mutation {
  return (packet, random) =>
    cutAt(packet, packet.length > size + 8 ? size : within(packet, random));
}

function shorter(count: number): Mutation {
  return (packet) => cutAt(packet, packet.length - count);
}

function longer(count: number): Mutation {
  return (packet, random) =>
    lengthIsFixed(packet, count)
      ? { bytes: withLength(packet, count), faults: SHORT, from: packet.length }
      : cutAt(packet, within(packet, random));
}

function tooSmall(count: number): Mutation {
  return (packet, random) =>
    lengthIsFixed(packet, -count)
      ? {
          bytes: withLength(packet, -count),
          faults: [],
          from: packet.length - count,
        }
      : cutAt(packet, within(packet, random));
}

function doubled(count: number): Mutation {
  return (packet, random) => {
    const at = Math.min(within(packet, random), packet.length - count);
    const bytes = inserted(packet, at, packet.subarray(at, at + count));
    return { bytes, faults: [], from: packet.length };
  };
}

function interleaved(of: (sender: Sender) => readonly Packet[]): Mutation {
  return (packet, random, { version, sender }) => {
    const at = within(packet, random);
    const other = joined(of(sender).map((one) => encode(one, version)));
    return { bytes: inserted(packet, at, other), faults: ['inserted'], from: at };
  };
}

const ACK: Packet = { type: 'puback', packetId: 0x1234, reasonCode: 0, properties: [] };
const NOTICE: Packet = {
  type: 'publish',
  topic: 'other/task',
  qos: 0,
  retain: false,
  dup: false,
  payload: encodeUtf8('on'),
  properties: [],
};

/** Errors that are explained. */
export const MUTATIONS: Readonly<Record<string, Mutation>> = {
  'a short write': (packet, random) => cutAt(packet, within(packet, random)),
  'a short write by 1': shorter(1),
  'a short write by 2': shorter(2),
  'a short write by 10': shorter(10),
  'a packet that begins again': (packet, random) => {
    const at = within(packet, random);
    return { bytes: joined([packet.subarray(0, at), packet]), faults: SHORT, from: at };
  },
  'cut to 64 bytes': buffer(64),
  'cut to 128 bytes': buffer(128),
  'cut to 256 bytes': buffer(256),
  'a length too large by 1': longer(1),
  'a length too large by 4': longer(4),
  'a ping within a packet': interleaved((sender) => [pingOf(sender)]),
  'acknowledgements within a packet': interleaved((sender) => [ACK, pingOf(sender)]),
  'a message within a packet': interleaved(() => [NOTICE]),
};

/** Bytes after a packet that are none, about which nothing is claimed. */
export const UNEXPLAINED: Readonly<Record<string, Mutation>> = {
  'a length too small by 1': tooSmall(1),
  'a length too small by 4': tooSmall(4),
  'a line end after a packet': (packet) => added(packet, Uint8Array.of(13, 10)),
  'a zero after a packet': (packet) => added(packet, Uint8Array.of(0)),
  'an answer of HTTP': (packet) => added(packet, encodeUtf8('HTTP/1.1 400 Bad Request\r\n\r\n')),
  'a record of TLS': (packet) => added(packet, Uint8Array.of(0x15, 3, 3, 0, 2, 1, 0)),
  'doubled bytes': doubled(16),
};

export function mutated(session: Session, mutation: Mutation, random: Random): Mutated {
  const { packets, target } = session;
  const before = joined(packets.slice(0, target));
  const packet = packets[target] ?? new Uint8Array(0);
  const { bytes, faults, from, to = from } = mutation(packet, random, session);
  return {
    bytes: joined([before, bytes, ...packets.slice(target + 1)]),
    faults,
    from: before.length + from,
    to: before.length + to,
  };
}
