/**
 * Measures messages per second received by the app, next to a bare WebSocket in a worker, which is the limit,
 * and mqtt.js.
 */
import type { Browser } from '@playwright/test';
import { median, perSecond } from '../figures.ts';
import { record } from '../results.ts';
import type { FigureName } from '../targets.ts';
import { bytesOf, type Flood, startFlood } from './flood.ts';
import type { FloodOrder, Kind, Measured, Measurement } from './measurement.ts';
import { inTab } from './tab.ts';

const ROUNDS = 3;
/** mqtt.js is so slow with large frames that it receives fewer packets; rates stay comparable. */
const MQTTJS_PACKETS = 60_000;

interface Row extends FloodOrder {
  readonly what: string;
  /** Rate as a multiple of the bare WebSocket's, and of mqtt.js's if that has a target. */
  readonly besideBare: FigureName;
  readonly besideMqttjs?: FigureName;
}

const USUAL = { perFrame: 50, topics: 1000, size: 100, version: 4, qos: 0 } as const;

const ROWS: readonly Row[] = [
  { what: '1 packet a frame', ...USUAL, count: 60_000, perFrame: 1, besideBare: 'receiving1' },
  { what: '50 packets a frame', ...USUAL, count: 600_000, besideBare: 'receiving50' },
  {
    what: '10,000 topics',
    ...USUAL,
    count: 600_000,
    topics: 10_000,
    besideBare: 'receivingTopics',
  },
  {
    what: '1,000 bytes of payload',
    ...USUAL,
    count: 200_000,
    size: 1000,
    besideBare: 'receivingBytes',
  },
  {
    what: 'MQTT 5, aliases, five user properties',
    ...USUAL,
    count: 300_000,
    version: 5,
    besideBare: 'receiving5',
  },
  {
    what: 'QoS 1',
    ...USUAL,
    count: 200_000,
    qos: 1,
    besideBare: 'receivingQos1',
    besideMqttjs: 'receivingQos1Beside',
  },
  {
    what: 'QoS 2',
    ...USUAL,
    count: 100_000,
    qos: 2,
    besideBare: 'receivingQos2',
    besideMqttjs: 'receivingQos2Beside',
  },
];

const KINDS: readonly Kind[] = ['bare', 'mqttjs', 'ours'];

const measure = (browser: Browser, page: string, order: Measurement): Promise<Measured> =>
  inTab(browser, page, (tab) => tab.evaluate((measurement) => window.measure(measurement), order));

async function once(
  browser: Browser,
  page: string,
  flood: Flood,
  kind: Kind,
  row: Row,
): Promise<number> {
  const count = kind === 'mqttjs' ? Math.min(row.count, MQTTJS_PACKETS) : row.count;
  const order = { ...row, count };
  const bytes = kind === 'bare' ? bytesOf(order) : 0;
  const url = flood.address(order, kind !== 'bare');
  const measured = await measure(browser, page, { kind, url, packets: count, bytes, order });
  const expected = kind === 'bare' ? bytes : count;
  if (measured.count !== expected) {
    throw new Error(`${kind}, ${row.what}: counted ${measured.count}, sent ${expected}`);
  }
  return (count / measured.ms) * 1000;
}

const spread = (rates: readonly number[]): string =>
  `${perSecond(Math.min(...rates), 1000)} to ${perSecond(Math.max(...rates), 1000)}`;

/** Measures ours against the others in turns, and against its target. */
async function benchRow(browser: Browser, page: string, flood: Flood, row: Row): Promise<void> {
  const seen: Record<Kind, number[]> = { bare: [], mqttjs: [], ours: [] };
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const kind of KINDS) seen[kind].push(await once(browser, page, flood, kind, row));
  }
  const [bare, mqttjs, ours] = KINDS.map((kind) => median(seen[kind]));
  if (bare === undefined || mqttjs === undefined || ours === undefined) return;
  const names: Record<Kind, string> = {
    bare: 'bare WebSocket',
    mqttjs: 'mqtt.js',
    ours: 'mqttscope',
  };
  console.log(`\n${row.what} (${row.perFrame} a frame, ${row.topics} topics, ${row.size} bytes)`);
  for (const kind of KINDS) {
    const rate = perSecond(median(seen[kind]), 1000);
    console.log(`  ${names[kind].padEnd(15)} ${rate} (${spread(seen[kind])})`);
  }
  record(row.besideBare, ours / bare);
  if (row.besideMqttjs === undefined) {
    console.log(`  mqttscope / mqtt.js: ${(ours / mqttjs).toFixed(2)}`);
  } else record(row.besideMqttjs, ours / mqttjs);
}

export async function benchReceiving(browser: Browser, page: string): Promise<void> {
  console.log('\nReceived in a second');
  const flood = await startFlood();
  try {
    for (const row of ROWS) await benchRow(browser, page, flood, row);
  } finally {
    await flood.close();
  }
}
