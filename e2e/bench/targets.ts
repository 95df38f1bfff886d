/**
 * Figures of the bench, in the order of `docs/performance.md`. A missed target fails the run. A missed aim does not:
 * a profile has shown what limits the figure.
 */

interface Figure {
  readonly part: string;
  readonly name: string;
  /** Text after the number: ` ms`, `× mqtt.js`. */
  readonly unit: string;
  /** Digits after the decimal point. */
  readonly digits: number;
  readonly better: 'lower' | 'higher';
  readonly target?: number;
  readonly aim?: number;
  /** Reason why the aim is not reached today. */
  readonly limitedBy?: string;
}

type Rest = Pick<Figure, 'target' | 'aim' | 'limitedBy'>;

/** A figure whose lower values are better. */
const atMost = (part: string, name: string, unit: string, digits: number, rest: Rest): Figure => ({
  part,
  name,
  unit,
  digits,
  better: 'lower',
  ...rest,
});

/** A figure whose higher values are better. */
const atLeast = (part: string, name: string, unit: string, digits: number, rest: Rest): Figure => ({
  ...atMost(part, name, unit, digits, rest),
  better: 'higher',
});

const BARE = '× bare WebSocket';
const MQTT_JS = '× mqtt.js';
const MOSQUITTO = '× Mosquitto';

const PROTOCOL_COST =
  'the bare WebSocket answers nothing, while the app sends acknowledgements and the server waits for them';
const BESIDE_TSHARK = '× `tshark`';
const READING_COST =
  'reading frames and TCP is a sixth; the rest is spread over packets, rules and lines';
const BYTE_BY_BYTE = 'the payload is checked byte by byte, about 4 ns each';

const ALL = {
  firstVisit: atMost('loading', 'JavaScript of a first visit, gzipped', ' kB', 0, { target: 480 }),
  firstValue: atMost('loading', 'first value on the screen', ' ms', 0, { target: 2000 }),
  firstValueMobile: atMost('loading', 'first value, 1.6 Mbit/s and 150 ms', ' ms', 0, {}),
  firstValueSlowed: atMost('loading', 'first value, processor 4 times slower', ' ms', 0, {
    target: 4000,
    aim: 2000,
  }),

  processorIdle: atMost('processor', 'connected, no messages', ' % of a core', 1, {
    target: 3,
    aim: 0.5,
    limitedBy: 'the page shows once a second how long the connection has been silent',
  }),
  processorVisible: atMost('processor', '30 messages/s, visible', ' % of a core', 1, {
    aim: 5,
    limitedBy:
      'at two frames a second, a frame of list, tree and counters needs more than the 20 ms that the aim leaves',
  }),
  processorHidden: atMost('processor', '30 messages/s, hidden', BARE, 1, { target: 5, aim: 3 }),
  processorBare: atMost('processor', '30 messages/s, bare WebSocket', ' % of a core', 1, {}),

  tcp0: atLeast('broker', 'QoS 0, 1 to 1', MOSQUITTO, 1, { target: 0.5 }),
  tcp1: atLeast('broker', 'QoS 1, 1 to 1', MOSQUITTO, 1, { target: 0.5 }),
  tcp2: atLeast('broker', 'QoS 2, 1 to 1', MOSQUITTO, 1, { target: 0.5 }),
  fanOut0: atLeast('broker', 'QoS 0, 1 to 100', MOSQUITTO, 1, { target: 0.5 }),
  fanOut1: atLeast('broker', 'QoS 1, 1 to 100', MOSQUITTO, 1, { target: 0.5 }),
  fanOut2: atLeast('broker', 'QoS 2, 1 to 100', MOSQUITTO, 1, { target: 0.5 }),
  crowd: atMost('crowd', 'latency with 10,000 clients, 99 of 100', ' ms', 1, { target: 10 }),
  worst: atMost('worst', 'longest wait of a PINGREQ', ' ms', 0, { target: 75, aim: 50 }),
  tap: atMost('tap', 'added latency, one way', ' µs', 0, { target: 1000 }),
  tapWithRules: atMost('tap', 'the same with fault rules', ' µs', 0, { target: 1000 }),
  webSocket: atLeast('websocket', 'our broker', '× Mosquitto’s WebSocket', 1, { target: 3 }),
  bridged: atLeast('websocket', 'Mosquitto over the bridge', '× Mosquitto’s WebSocket', 1, {
    target: 2,
  }),
  matching: atMost('matching', '100,000 subscriptions beside 1,000', '×', 2, { target: 1.5 }),
  subscription: atMost('subscriptions', 'memory of a subscription', ' bytes', 0, {
    target: 330,
    aim: 300,
  }),

  receiving1: atLeast('receiving', '1 packet per frame', BARE, 2, {
    aim: 0.97,
    limitedBy:
      'the browser’s network threads use two thirds of both cores; the aim leaves 1.5 µs a packet, and the app’s own code needs 1.1 µs',
  }),
  receiving50: atLeast('receiving', '50 packets per frame', BARE, 2, { target: 0.55, aim: 0.7 }),
  receivingTopics: atLeast('receiving', '10,000 topics', BARE, 2, {
    target: 0.5,
    aim: 0.7,
    limitedBy: 'the state of a topic is not in the processor’s caches',
  }),
  receivingBytes: atLeast('receiving', '1,000 bytes', BARE, 2, { target: 0.6, aim: 0.7 }),
  receiving5: atLeast('receiving', 'MQTT 5, aliases, user properties', BARE, 2, {
    target: 0.55,
    aim: 0.7,
  }),
  receivingQos1: atLeast('receiving', 'QoS 1', BARE, 2, {
    target: 0.3,
    aim: 0.4,
    limitedBy: PROTOCOL_COST,
  }),
  receivingQos2: atLeast('receiving', 'QoS 2', BARE, 2, {
    target: 0.2,
    aim: 0.4,
    limitedBy: PROTOCOL_COST,
  }),
  receivingQos1Beside: atLeast('receiving', 'QoS 1', MQTT_JS, 1, { target: 8, aim: 12 }),
  receivingQos2Beside: atLeast('receiving', 'QoS 2', MQTT_JS, 1, { target: 8, aim: 12 }),
  publishing0: atLeast('publishing', 'QoS 0', MQTT_JS, 1, { target: 4, aim: 5 }),
  publishing1: atLeast('publishing', 'QoS 1', MQTT_JS, 1, {
    aim: 5,
    limitedBy: 'the server and the browser’s network use most of two cores',
  }),
  publishing2: atLeast('publishing', 'QoS 2', MQTT_JS, 1, { target: 5 }),
  burst: atMost('burst', '20,000 messages, until the newest is on the screen', BARE, 1, {
    aim: 1.2,
    limitedBy:
      'receiving takes 1.4 times the bare WebSocket, rows are requested every 50 ms, and a frame of the page takes 20 to 25 ms',
  }),
  retained: atMost('retained', '100,000 topics, 1 packet per frame', BARE, 2, {
    aim: 1.15,
    limitedBy: 'each new topic takes the full path, about 11 µs, and no step of it dominates',
  }),
  retainedMemory: atMost('retained', 'memory of 100,000 topics', ' MB', 0, { target: 60 }),
  steadyAge: atMost('steady', 'age of what the screen lacks', ' ms', 0, { target: 150, aim: 100 }),
  steadyTask: atMost('steady', 'longest task', ' ms', 0, { target: 50 }),
  steadyFrames: atLeast('steady', 'frames within 20 ms while scrolling', ' %', 1, {
    target: 70,
    aim: 95,
    limitedBy:
      'without a graphics card, the processes of the browser use 30 ms of processor time for a frame, and two cores have 33 ms',
  }),
  firstRows: atMost('first-rows', 'slowest display filter, first rows', ' ms', 0, {
    target: 100,
    aim: 50,
  }),
  opening200: atMost('opening', '200 MB, processor time', ' s', 1, { target: 6 }),
  opening1000: atMost('opening', '1 GB, processor time', ' s', 1, { target: 30 }),

  tsharkText: atMost('tshark', '`dissect`', BESIDE_TSHARK, 2, {
    target: 0.9,
    aim: 0.7,
    limitedBy: READING_COST,
  }),
  tsharkJson: atMost('tshark', '`dissect --json`', '× `tshark -T ek`', 2, {
    target: 0.9,
    aim: 0.7,
  }),
  tsharkProblems: atMost('tshark', '`problems`', BESIDE_TSHARK, 2, {
    target: 0.9,
    aim: 0.7,
    limitedBy: READING_COST,
  }),
  tsharkConvert: atMost('tshark', '`convert` to NDJSON', '× `tshark -T ek`', 2, {
    target: 0.9,
    aim: 0.7,
  }),
  dissectStreams: atMost('tshark', 'a packet of 10,000 streams beside 20', '×', 2, {
    target: 2.5,
    aim: 1.5,
    limitedBy:
      'the first packets of a connection take the full path, about 60 µs, and the state of 10,000 connections is not in the processor’s caches',
  }),

  filterColumns: atMost('filters', 'columns, slowest', ' ms', 0, { target: 45 }),
  filterPayload: atMost('filters', 'text of payloads, slowest', ' ms', 0, {
    target: 320,
    aim: 200,
  }),
  filterJson: atMost('filters', 'paths of JSON, slowest', ' ms', 0, {
    target: 800,
    aim: 400,
    limitedBy: BYTE_BY_BYTE,
  }),
  filterDissected: atMost('filters', 'dissected fields, slowest', ' ms', 0, { target: 500 }),
  growthTopicsQos0: atMost('growth', '100,000 topics beside 1,000, QoS 0', '×', 1, {
    aim: 2,
    limitedBy: 'the state of 100,000 topics does not fit the processor’s caches',
  }),
  growthTopicsQos1: atMost('growth', '100,000 topics beside 1,000, QoS 1', '×', 1, { target: 2 }),
  growthBeforeQos0: atMost('growth', '800,000 packets beside 8,000', '×', 1, { target: 2 }),
  growthFiltersQos0: atMost('growth', '1,000 subscriptions beside 10', '×', 1, { target: 2 }),
  growthConnectionsQos0: atMost('growth', '100 connections beside 1, QoS 0', '×', 1, { target: 2 }),
  growthConnectionsQos1: atMost('growth', '100 connections beside 1, QoS 1', '×', 1, { target: 2 }),
  growthViewsQos0: atMost('growth', '100 views beside 1', '×', 1, { target: 2.5, aim: 2 }),
  packet: atMost('memory', 'memory of a packet besides its bytes', ' bytes', 0, {
    target: 58,
    aim: 48,
  }),
  topic: atMost('topics', 'memory of one of 1,000,000 topics', ' bytes', 0, { target: 400 }),
  topicWindow: atMost('topics', 'a window of the tree', ' ms', 1, { target: 2 }),
  topicSearch: atMost('topics', 'slowest search', ' ms', 0, { target: 450, aim: 300 }),
  topicFirst: atMost('topics', 'first rows of the slowest search', ' ms', 0, {
    target: 75,
    aim: 50,
  }),
  topicTask: atMost('topics', 'longest task of a search', ' ms', 0, { target: 15, aim: 10 }),
  topicWindowGrowth: atMost('topics', 'a window, 1,000,000 topics beside 10,000', '×', 1, {
    target: 3,
  }),
  topicAddedGrowth: atMost('topics', 'a new topic, 1,000,000 beside 10,000', '×', 1, { target: 3 }),
  gigabyte: atMost('gigabyte', 'memory for a capture file of 1 GB', ' MiB', 0, { target: 1907 }),
} as const satisfies Record<string, Figure>;

export type FigureName = keyof typeof ALL;
export const FIGURES: Readonly<Record<FigureName, Figure>> = ALL;
export const FIGURE_NAMES: readonly FigureName[] = Object.keys(ALL).filter(isFigure);

export function isFigure(name: string): name is FigureName {
  return Object.hasOwn(ALL, name);
}

/** Whether a measured value is at least as good as its target or aim; true if there is none. */
export function reaches({ better }: Figure, value: number, limit: number | undefined): boolean {
  if (limit === undefined) return true;
  return better === 'lower' ? value <= limit : value >= limit;
}

/** `0.86× bare WebSocket` */
export function valueText({ unit, digits }: Figure, value: number): string {
  const most = { minimumFractionDigits: digits, maximumFractionDigits: digits };
  return `${value.toLocaleString('en-US', most)}${unit}`;
}

/** `at least 0.97× bare WebSocket`; a limit has only the digits that it needs. */
export function limitText({ better, unit }: Figure, limit: number): string {
  return `at ${better === 'lower' ? 'most' : 'least'} ${limit.toLocaleString('en-US')}${unit}`;
}
