/** Measures display filters over a million packets. Their time is part of the promised performance. */

import { encodeUtf8 } from '../../../src/base/utf8.ts';
import { CONVENTIONS } from '../../../src/conventions/conventions.ts';
import { Capture } from '../../../src/engine/capture/capture.ts';
import { compileFilter } from '../../../src/engine/filter/compile.ts';
import { FilteredRows } from '../../../src/engine/filtering/filteredRows.ts';
import { encode } from '../../../src/mqtt/codec/encode.ts';
import type { Packet } from '../../../src/mqtt/tables/packet.ts';
import { loadFormats } from '../../../src/payload/formats/formats.ts';
import { median, whole } from '../figures.ts';
import { record } from '../results.ts';

const PACKETS = 1_000_000;
const TOPICS = 1000;
const ROUNDS = 5;

/**
 * Kinds of data that a filter reads, with the figure of the slowest filter: ms of processor time over all
 * packets.
 */
const SLOWEST = {
  columns: 'filterColumns',
  payload: 'filterPayload',
  json: 'filterJson',
  dissected: 'filterDissected',
} as const;
type Asks = keyof typeof SLOWEST;

interface Question {
  readonly text: string;
  readonly asks: Asks;
}

const on = (asks: Asks, ...texts: readonly string[]): Question[] =>
  texts.map((text) => ({ text, asks }));

const QUESTIONS: readonly Question[] = [
  ...on(
    'columns',
    'type == publish and qos == 1',
    'type == publish && qos > 0',
    'topic == "sensors/line-3/device-3/telemetry"',
    'topic ~ "sensors/+/device-7/#"',
    'topic contains "line-4"',
    'dir == in && size > 100',
    'id == 11',
    'stream == 1',
    'time > 5min',
    'exchange.state == complete',
    'exchange.latency > 5ms',
    'problem',
  ),
  ...on(
    'payload',
    'payload contains "nowhere"',
    'payload contains "hello"',
    'payload matches "n.where"',
    'type == publish && topic ~ "sensors/#" && payload contains "77"',
    'nowhere',
  ),
  ...on(
    'json',
    'payload.n == 77',
    'payload.params.temperature > 30',
    'payload.params.text == "nothing"',
    'payload.nowhere',
  ),
];

/** Filters on messages with properties. */
const DISSECTED: readonly Question[] = on(
  'dissected',
  'mqtt.topic_len > 10',
  'mqtt.len > 100',
  'user["site"] == "north"',
  'user["nowhere"]',
  'user contains "sou"',
  'prop.content_type == "application/json"',
  'prop.message_expiry_interval < 10',
  'mqtt.prop_key == "unit"',
  'reason >= 0x80',
  'client == "bench"',
);

const CONNECT = {
  type: 'connect',
  protocolName: 'MQTT',
  protocolLevel: 5,
  cleanStart: true,
  keepAlive: 0,
  clientId: 'bench',
} as const;
const ALL = {
  filter: 'sensors/#',
  qos: 1,
  noLocal: false,
  retainAsPublished: false,
  retainHandling: 0,
} as const;

/** Telemetry of QoS 0, with every tenth message of QoS 1 with its PUBACK. */
function captureOf(packets: number, body: (n: number) => Body): Capture {
  const capture = new Capture({ conventions: CONVENTIONS, originWallClock: 0 });
  const stream = capture.openStream(5);
  let time = 0;
  const add = (packet: Packet, direction: 'in' | 'out') => {
    time += 1000;
    capture.packet(stream, direction, time, encode(packet, 5));
  };
  add({ ...CONNECT, properties: [] }, 'out');
  add({ type: 'connack', sessionPresent: false, reasonCode: 0, properties: [] }, 'in');
  add({ type: 'subscribe', packetId: 65_000, properties: [], subscriptions: [ALL] }, 'out');
  add({ type: 'suback', packetId: 65_000, reasonCodes: [1], properties: [] }, 'in');
  for (let n = 0; capture.newest < packets; n += 1) {
    const topic = `sensors/line-${n % 10}/device-${n % TOPICS}/telemetry`;
    const packetId = (n % 60_000) + 1;
    const isAnswered = n % 10 === 0;
    const flags = { dup: false, qos: isAnswered ? 1 : 0, retain: false } as const;
    const id = isAnswered ? { packetId } : {};
    add({ type: 'publish', ...flags, ...id, topic, ...body(n) }, 'in');
    if (isAnswered) add({ type: 'puback', packetId, reasonCode: 0, properties: [] }, 'out');
  }
  return capture;
}

type Body = Pick<Packet & { readonly type: 'publish' }, 'payload' | 'properties'>;

const telemetry = (n: number): Body => {
  const payload = JSON.stringify({ n, params: { temperature: n % 60, text: 'hello' } });
  return { properties: [], payload: encodeUtf8(payload.padEnd(100, ' ')) };
};

const SITES = ['north', 'south', 'west'] as const;

const withProperties = (n: number): Body => ({
  properties: [
    { name: 'messageExpiryInterval', value: n % 100 },
    { name: 'userProperty', value: ['site', SITES[n % SITES.length] ?? ''] },
    { name: 'userProperty', value: ['unit', `celsius-${n % 5000}`] },
    { name: 'contentType', value: 'application/json' },
  ],
  payload: encodeUtf8(`{"n":${n}}`),
});

/** Processor time in ms, which a busy machine hardly increases; the median of several rounds. */
function timeOf(capture: Capture, text: string): number {
  const times = Array.from({ length: ROUNDS }, () => {
    capture.filter.set(compileFilter(''), FilteredRows);
    const error = capture.filter.set(compileFilter(text), FilteredRows);
    if (error) throw new Error(`${text}: ${error.fact.key}`);
    const begin = process.cpuUsage();
    while (!capture.filter.advance(() => true));
    const { user, system } = process.cpuUsage(begin);
    return (user + system) / 1000;
  });
  return median(times);
}

function measure(capture: Capture, questions: readonly Question[]): void {
  const slowest = new Map<Asks, number>();
  for (const { text, asks } of questions) {
    const ms = timeOf(capture, text);
    const shown = capture.filter.progress?.shown ?? 0;
    console.log(
      `  ${ms.toFixed(0).padStart(5)} ms  ${asks.padEnd(9)}  ${text}: ${whole(shown)} shown`,
    );
    slowest.set(asks, Math.max(slowest.get(asks) ?? 0, ms));
  }
  for (const [asks, ms] of slowest) record(SLOWEST[asks], ms);
}

export async function benchFilters(): Promise<void> {
  // All formats are loaded, as in the app.
  await loadFormats();
  console.log(`\nDisplay filter over ${whole(PACKETS)} packets, ms of the processor`);
  measure(captureOf(PACKETS, telemetry), QUESTIONS);
  measure(captureOf(PACKETS, withProperties), DISSECTED);
}
