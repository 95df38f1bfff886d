/**
 * Measures a received packet's cost in a connection's worker without its WebSocket: framing, packet log,
 * topics, histories, exchanges and rules. Measured in processor time, so that a busy machine changes little.
 */

import { joined } from '../../../src/base/bytes.ts';
import { encodeUtf8 } from '../../../src/base/utf8.ts';
import { Recorder } from '../../../src/connection/link/recorder.ts';
import { CONVENTIONS } from '../../../src/conventions/conventions.ts';
import { Capture } from '../../../src/engine/capture/capture.ts';
import { encode } from '../../../src/mqtt/codec/encode.ts';
import type { Packet, ProtocolVersion, QoS } from '../../../src/mqtt/tables/packet.ts';
import type { Property } from '../../../src/mqtt/tables/properties.ts';
import { median } from '../figures.ts';

const ROUNDS = 5;
const PACKETS = 500_000;
/** µs between frames. */
const FRAME_TIME = 500;
const IDENTIFIERS = 1000;

interface Row {
  readonly what: string;
  readonly topics: number;
  /** Bytes of payload. */
  readonly size: number;
  readonly perFrame: number;
  readonly version?: ProtocolVersion;
  readonly qos?: QoS;
}

const ROWS: readonly Row[] = [
  { what: '50 a frame', topics: 1000, size: 100, perFrame: 50 },
  { what: '1 a frame', topics: 1000, size: 100, perFrame: 1 },
  { what: '10,000 topics', topics: 10_000, size: 100, perFrame: 50 },
  { what: '1,000 B', topics: 1000, size: 1000, perFrame: 50 },
  {
    what: 'MQTT 5, aliases, five user properties',
    topics: 1000,
    size: 100,
    perFrame: 50,
    version: 5,
  },
  { what: 'QoS 1, acknowledged', topics: 1000, size: 100, perFrame: 50, qos: 1 },
  { what: 'QoS 2, acknowledged', topics: 1000, size: 100, perFrame: 50, qos: 2 },
];

const USER_PROPERTIES: readonly Property[] = Array.from({ length: 5 }, (_, index) => ({
  name: 'userProperty',
  value: [`key-${index}`, 'a value of some length'],
}));

function publish(index: number, { topics, size, version = 4, qos = 0 }: Row): Uint8Array {
  const number = index % topics;
  const isNamed = version < 5 || index < topics;
  const properties: Property[] =
    version < 5 ? [] : [{ name: 'topicAlias', value: number + 1 }, ...USER_PROPERTIES];
  const message = {
    dup: false,
    retain: false,
    topic: isNamed ? `sensors/line-${number % 10}/device-${number}/telemetry` : '',
    properties,
    payload: encodeUtf8(JSON.stringify({ n: number, text: '' }).padEnd(size, ' ')),
  };
  if (qos === 0) return encode({ type: 'publish', qos, ...message }, version);
  return encode({ type: 'publish', qos, packetId: (index % IDENTIFIERS) + 1, ...message }, version);
}

/** Frames of all topics: the first time with one-time data (names for aliases), then repeated. */
function framesOf(row: Row, from: number): readonly Uint8Array[] {
  const packets = Array.from({ length: Math.max(IDENTIFIERS, row.topics) }, (_, at) =>
    publish(from + at, row),
  );
  const frames: Uint8Array[] = [];
  for (let at = 0; at < packets.length; at += row.perFrame) {
    frames.push(joined(packets.slice(at, at + row.perFrame)));
  }
  return frames;
}

/** Packets that follow a frame of messages, joined for each group of identifiers. */
interface Answers {
  /** PUBACK or PUBREC. */
  readonly first: Uint8Array;
  /** PUBREL and PUBCOMP. */
  readonly rest: { readonly released: Uint8Array; readonly last: Uint8Array } | undefined;
}

function answersTo({ qos = 0, perFrame }: Row): readonly Answers[] {
  if (qos === 0) return [];
  return Array.from({ length: IDENTIFIERS / perFrame }, (_, group) => {
    const all = (type: 'puback' | 'pubrec' | 'pubrel' | 'pubcomp') =>
      joined(
        Array.from({ length: perFrame }, (__, at) =>
          encode({ type, packetId: group * perFrame + at + 1 }, 4),
        ),
      );
    if (qos === 1) return { first: all('puback'), rest: undefined };
    return { first: all('pubrec'), rest: { released: all('pubrel'), last: all('pubcomp') } };
  });
}

/** A stream with its CONNECT and a subscription to everything. */
export function connected(
  capture: Capture,
  { version = 4 }: Pick<Row, 'version'>,
  clientId = 'bench',
): { recorder: Recorder; time: { now: number } } {
  const time = { now: 0 };
  const stream = capture.openStream({ version, time: 0 });
  const recorder = new Recorder(
    {
      capture,
      stream: () => stream,
      version,
      topicAliasMaximum: 65_535,
      maximumPacketSize: undefined,
      observeMalformed: false,
      framesBeginPackets: true,
      now: () => time.now,
    },
    {
      packet: () => undefined,
      acknowledge: () => undefined,
      forward: () => undefined,
      broken: ({ statement }) => {
        throw new Error(`${statement} is broken`);
      },
      written: () => undefined,
    },
  );
  const properties: Property[] = version < 5 ? [] : [{ name: 'topicAliasMaximum', value: 65_535 }];
  const connect: Packet = {
    type: 'connect',
    protocolName: 'MQTT',
    protocolLevel: version,
    cleanStart: true,
    keepAlive: 0,
    clientId,
    properties,
  };
  const subscription = { filter: '#', qos: 2, noLocal: false, retainAsPublished: false } as const;
  const subscriptions = [{ ...subscription, retainHandling: 0 as const }];
  recorder.leaves(encode(connect, version));
  const connack = {
    type: 'connack',
    sessionPresent: false,
    reasonCode: 0,
    properties: [],
  } as const;
  recorder.received(encode(connack, version));
  recorder.leaves(
    encode({ type: 'subscribe', packetId: 65_535, subscriptions, properties: [] }, version),
  );
  recorder.received(
    encode({ type: 'suback', packetId: 65_535, reasonCodes: [2], properties: [] }, version),
  );
  return { recorder, time };
}

/** Processor time per message, µs. */
function measure(row: Row): number {
  const capture = new Capture({ conventions: CONVENTIONS, originWallClock: 0 });
  const { recorder, time } = connected(capture, row);
  const answers = answersTo(row);
  const receive = (frame: Uint8Array, at: number): void => {
    time.now += FRAME_TIME;
    // A copy, because a socket delivers bytes that nothing else uses.
    recorder.received(frame.slice());
    const answer = answers[at % answers.length];
    if (answer === undefined) return;
    recorder.answersLeave(answer.first);
    if (answer.rest === undefined) return;
    recorder.received(answer.rest.released.slice());
    recorder.answersLeave(answer.rest.last);
  };
  for (const [at, frame] of framesOf(row, 0).entries()) receive(frame, at);
  const frames = framesOf(row, row.topics);
  const most = PACKETS / row.perFrame;
  globalThis.gc?.();
  const begin = process.cpuUsage();
  for (let at = 0; at < most; at += 1) {
    const frame = frames[at % frames.length];
    if (frame !== undefined) receive(frame, at);
  }
  const { user, system } = process.cpuUsage(begin);
  const { messages } = capture.window({}, time.now).counters;
  const all = PACKETS + Math.max(IDENTIFIERS, row.topics);
  if (messages !== all) throw new Error(`${messages} of ${all} messages`);
  return (user + system) / PACKETS;
}

export function benchIngest(): void {
  console.log('\nReceiving, without the WebSocket: processor time for a message');
  for (const row of ROWS) {
    const rounds = Array.from({ length: ROUNDS + 1 }, () => measure(row)).slice(1);
    console.log(`  ${median(rounds).toFixed(2)} µs  ${row.what}`);
  }
}
