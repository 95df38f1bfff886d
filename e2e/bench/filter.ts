/** How long a display filter takes over a million packets: what it may take is part of the promise. */
import { CONVENTIONS } from '../../src/conventions/conventions.ts';
import { Capture } from '../../src/engine/capture/capture.ts';
import { compileFilter } from '../../src/engine/filter/compile.ts';
import { encode } from '../../src/mqtt/encode.ts';
import type { Packet } from '../../src/mqtt/packet.ts';
import { encodeUtf8 } from '../../src/mqtt/utf8.ts';

const PACKETS = 1_000_000;
const TOPICS = 1000;
const ROUNDS = 3;
/** ms. */
const MOST_ON_COLUMNS = 100;
const MOST_ON_PAYLOAD = 1500;

/** @param most ms; undefined: reported, not judged */
interface Question {
  readonly text: string;
  readonly most: number | undefined;
}

const on = (most: number | undefined, ...texts: readonly string[]): Question[] =>
  texts.map((text) => ({ text, most }));

const QUESTIONS: readonly Question[] = [
  ...on(
    MOST_ON_COLUMNS,
    'type == publish && qos > 0',
    'topic == "sensors/line-3/device-3/telemetry"',
    'topic ~ "sensors/+/device-7/#"',
    'topic contains "line-4"',
    'dir == in && size > 100',
    'id == 11',
    'stream == 1',
    'exchange.state == complete',
    'exchange.latency > 5ms',
    'problem',
  ),
  ...on(
    MOST_ON_PAYLOAD,
    'payload contains "nowhere"',
    'payload matches "n.where"',
    'type == publish && topic ~ "sensors/#" && payload contains "77"',
  ),
  ...on(undefined, 'payload.n == 77', 'payload.params.temperature > 30', 'nowhere'),
];

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

/** Telemetry of QoS 0 and, each tenth, of QoS 1 with its PUBACK. */
function captureOf(packets: number): Capture {
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
    const payload = JSON.stringify({ n, params: { temperature: n % 60, text: 'hello' } });
    const packetId = (n % 60_000) + 1;
    const isAnswered = n % 10 === 0;
    const flags = { dup: false, qos: isAnswered ? 1 : 0, retain: false } as const;
    const body = { properties: [], payload: encodeUtf8(payload.padEnd(100, ' ')) };
    const id = isAnswered ? { packetId } : {};
    add({ type: 'publish', ...flags, ...id, topic, ...body }, 'in');
    if (isAnswered) add({ type: 'puback', packetId, reasonCode: 0, properties: [] }, 'out');
  }
  return capture;
}

/** ms, the median of some rounds. */
function timeOf(capture: Capture, text: string): number {
  const times = Array.from({ length: ROUNDS }, () => {
    capture.filter.set(compileFilter(''));
    const error = capture.filter.set(compileFilter(text));
    if (error) throw new Error(`${text}: ${error.fact.key}`);
    const begin = performance.now();
    while (!capture.filter.advance(() => true));
    return performance.now() - begin;
  });
  return times.toSorted((a, b) => a - b)[Math.floor(ROUNDS / 2)] ?? 0;
}

/** Throws where a filter takes longer than it may. */
export function benchFilters(): void {
  const capture = captureOf(PACKETS);
  const count = PACKETS.toLocaleString('en-US');
  console.log(`\nDisplay filter over ${count} packets`);
  const slow: string[] = [];
  for (const { text, most } of QUESTIONS) {
    const ms = timeOf(capture, text);
    const shown = capture.filter.progress?.shown ?? 0;
    const limit = most === undefined ? '' : `  (at most ${most})`;
    console.log(
      `  ${ms.toFixed(0).padStart(5)} ms${limit.padEnd(16)}  ${text}: ${shown.toLocaleString('en-US')} shown`,
    );
    if (most !== undefined && ms > most) slow.push(`${text}: ${ms.toFixed(0)} ms`);
  }
  if (slow.length > 0) throw new Error(`display filters that take too long: ${slow.join('; ')}`);
}
