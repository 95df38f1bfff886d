/**
 * Measures how a packet's cost in a connection's worker grows with ten and a hundred times as many topics,
 * packets, subscriptions, connections in the capture and open views. Measured in processor time of receiving,
 * in turns, so that a busy machine changes little.
 */

import { joined } from '../../../src/base/bytes.ts';
import { encodeUtf8 } from '../../../src/base/utf8.ts';
import type { Recorder } from '../../../src/connection/link/recorder.ts';
import { CONVENTIONS } from '../../../src/conventions/conventions.ts';
import { Capture } from '../../../src/engine/capture/capture.ts';
import type { WindowRequest } from '../../../src/engine/window/window.ts';
import { encode } from '../../../src/mqtt/codec/encode.ts';
import { median, whole } from '../figures.ts';
import { record } from '../results.ts';
import type { FigureName } from '../targets.ts';
import { connected } from './connected.ts';

const ROUNDS = 3;
/** Number of packets by QoS. */
const PACKETS = [200_000, 40_000] as const;
const PER_FRAME = 50;
/** µs between frames: 10,000 messages a second. */
const FRAME_TIME = 5000;
/** Frames between two windows: ten windows a second. */
const WINDOW_EVERY = 20;
const IDENTIFIERS = 1000;

interface Scene {
  readonly topics: number;
  /** Earlier messages. */
  readonly before: number;
  /** Number of subscribed filters. One of them matches. */
  readonly filters: number;
  readonly connections: number;
  readonly views: number;
}

const USUAL: Scene = { topics: 1000, before: 8000, filters: 1, connections: 1, views: 1 };
const GROWING = {
  topics: [1000, 10_000, 100_000],
  before: [8000, 80_000, 800_000],
  filters: [10, 100, 1000],
  connections: [1, 10, 100],
  views: [1, 10, 100],
} as const satisfies Partial<Record<keyof Scene, readonly [number, number, number]>>;
const NAMES: Readonly<Record<keyof Scene, string>> = {
  topics: 'topics',
  before: 'packets',
  filters: 'subscriptions',
  connections: 'connections',
  views: 'open views',
};

/** QoS 0 takes the fast path, QoS 1 the full one. */
const ROWS: readonly (readonly [what: keyof Scene, qos: 0 | 1, ratio: FigureName])[] = [
  ['topics', 0, 'growthTopicsQos0'],
  ['topics', 1, 'growthTopicsQos1'],
  ['before', 0, 'growthBeforeQos0'],
  ['filters', 0, 'growthFiltersQos0'],
  ['connections', 0, 'growthConnectionsQos0'],
  ['connections', 1, 'growthConnectionsQos1'],
  ['views', 0, 'growthViewsQos0'],
];

const RANGE = { first: 0, count: 30 };
/** Windows that views request. */
const VIEWS: readonly WindowRequest[] = [
  { packets: { ...RANGE, tail: true } },
  { topics: RANGE },
  { exchanges: { ...RANGE, show: 'all' } },
  { problems: { ...RANGE, rule: undefined } },
  { streams: RANGE },
  { topic: { name: topicOf(7), history: RANGE } },
  { packet: 1 },
  { branch: 'sensors', branchValues: { path: 'sensors/line-7', most: 30 } },
  { pinned: [topicOf(1), topicOf(2)] },
  { topicPosition: topicOf(99) },
];

function topicOf(number: number): string {
  return `sensors/line-${number % 10}/device-${number}/telemetry`;
}

function publish(index: number, topics: number, qos: 0 | 1): Uint8Array {
  const number = index % topics;
  const message = {
    type: 'publish',
    dup: false,
    retain: false,
    topic: topicOf(number),
    properties: [],
    payload: encodeUtf8(JSON.stringify({ n: number, text: '' }).padEnd(100, ' ')),
  } as const;
  return qos === 0
    ? encode({ ...message, qos }, 4)
    : encode({ ...message, qos, packetId: (index % IDENTIFIERS) + 1 }, 4);
}

/** Frames of messages to all topics in turn, with their acknowledgements. */
function framesOf({ topics }: Scene, qos: 0 | 1) {
  const all = Array.from({ length: Math.max(IDENTIFIERS, topics) }, (_, at) =>
    publish(at, topics, qos),
  );
  return Array.from({ length: all.length / PER_FRAME }, (_, group) => {
    const from = group * PER_FRAME;
    const acks = Array.from({ length: qos === 0 ? 0 : PER_FRAME }, (__, at) =>
      encode({ type: 'puback', packetId: ((from + at) % IDENTIFIERS) + 1 }, 4),
    );
    return { bytes: joined(all.slice(from, from + PER_FRAME)), acks };
  });
}

/** Subscribes to filters without matching messages. */
function subscribe(recorder: Recorder, filters: number): void {
  for (let packetId = 1; packetId < filters; packetId += 1) {
    const option = { qos: 0, noLocal: false, retainAsPublished: false, retainHandling: 0 } as const;
    const subscriptions = [{ filter: `other/${packetId}/+/telemetry`, ...option }];
    recorder.leaves(encode({ type: 'subscribe', packetId, subscriptions, properties: [] }, 4));
    recorder.received(encode({ type: 'suback', packetId, reasonCodes: [0], properties: [] }, 4));
  }
}

interface Cost {
  /** Processor time per message, µs. */
  readonly packet: number;
  /** Processor time for all windows of the views, ms. */
  readonly window: number;
}

function measure(scene: Scene, qos: 0 | 1): Cost {
  const { before, filters, connections, views } = scene;
  const capture = new Capture({ conventions: CONVENTIONS, originWallClock: 0 });
  const lines = Array.from({ length: connections }, (_, nth) => connected(capture, `bench-${nth}`));
  for (const { recorder } of lines) subscribe(recorder, filters);
  const frames = framesOf(scene, qos);
  let now = 0;
  let came = 0;
  const receive = (): void => {
    const line = lines[came % connections];
    const frame = frames[came % frames.length];
    if (line === undefined || frame === undefined) return;
    now += FRAME_TIME;
    came += 1;
    line.time.now = now;
    line.recorder.received(frame.bytes.slice());
    for (const bytes of frame.acks) line.recorder.leaves(bytes);
  };
  const look = (): void => {
    for (let view = 0; view < views; view += 1) {
      capture.window(VIEWS[view % VIEWS.length] ?? {}, now);
    }
  };
  // All topics and connections are known by then.
  const first = Math.max(before / PER_FRAME, frames.length, connections);
  for (let at = 0; at < first; at += 1) {
    receive();
    if (at % WINDOW_EVERY === 0) look();
  }
  globalThis.gc?.();
  let [packets, windows] = [0, 0];
  const most = PACKETS[qos] / PER_FRAME;
  for (let at = 0; at < most; at += WINDOW_EVERY) {
    const begun = process.cpuUsage();
    for (let one = 0; one < WINDOW_EVERY; one += 1) receive();
    const took = process.cpuUsage(begun);
    look();
    const both = process.cpuUsage(begun);
    packets += took.user + took.system;
    windows += both.user + both.system - took.user - took.system;
  }
  const { messages } = capture.window({}, now).counters;
  if (messages !== came * PER_FRAME) {
    throw new Error(`${messages} of ${came * PER_FRAME} messages`);
  }
  return { packet: packets / PACKETS[qos], window: (windows * WINDOW_EVERY) / most / 1000 };
}

function benchOne(what: keyof Scene, qos: 0 | 1, ratio: FigureName): void {
  const sizes = GROWING[what];
  const costs = sizes.map((): Cost[] => []);
  // The first round is a warm-up.
  for (let round = 0; round <= ROUNDS; round += 1) {
    for (const [at, size] of sizes.entries()) {
      const cost = measure({ ...USUAL, [what]: size }, qos);
      if (round > 0) costs[at]?.push(cost);
    }
  }
  const medians = costs.map((all) => median(all.map(({ packet }) => packet)));
  const rows = sizes.map((size, at) => {
    const all = costs[at]?.map(({ packet }) => packet) ?? [];
    const spread = `${Math.min(...all).toFixed(2)} to ${Math.max(...all).toFixed(2)}`;
    return `${whole(size)}: ${medians[at]?.toFixed(2)} µs (${spread})`;
  });
  console.log(`  ${NAMES[what].padEnd(14)} QoS ${qos}  ${rows.join(', ')}`);
  record(ratio, (medians[2] ?? Number.NaN) / (medians[0] ?? Number.NaN));
  if (what === 'views') {
    const windows = costs.map((all) => `${median(all.map(({ window }) => window)).toFixed(1)} ms`);
    console.log(`                 what they ask for ten times a second: ${windows.join(', ')}`);
  }
}

export function benchGrowth(): void {
  console.log('\nA message among 1, 10 and 100 times as much: processor time of taking it in');
  for (const [what, qos, ratio] of ROWS) benchOne(what, qos, ratio);
}
