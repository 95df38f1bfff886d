/**
 * Measures messages per second published by the app, next to mqtt.js in a page's worker, to the same server.
 */
import type { Browser } from '@playwright/test';
import { median, perSecond, whole } from '../figures.ts';
import { record } from '../results.ts';
import type { Publisher, PublishOrder, Recorded } from './publishOrder.ts';
import { rendererSeconds } from './rendererTime.ts';
import { type Sink, startSink } from './sink.ts';
import { inTab } from './tab.ts';

const ROUNDS = 3;
const RATIOS = ['publishing0', 'publishing1', 'publishing2'] as const;
const KINDS: readonly Publisher[] = ['mqttjs', 'ours'];
const COUNTS: Readonly<Record<Publisher, readonly [number, number, number]>> = {
  mqttjs: [40_000, 30_000, 15_000],
  ours: [400_000, 250_000, 120_000],
};
/** Packets of an exchange by QoS. */
const PACKETS = [1, 2, 4] as const;
const SHAPE = { topics: 100, size: 20, receiveMaximum: 10_000 } as const;

/** Checks the numbers of control packets and messages. */
function check({ count, qos }: PublishOrder, recorded: Recorded | undefined): void {
  if (recorded === undefined) return;
  // Plus CONNECT and CONNACK.
  const packets = 2 + count * PACKETS[qos];
  const exchanges = 1 + (qos === 0 ? 0 : count);
  const outcome = qos === 0 ? 'sent' : 'acknowledged';
  if (
    recorded.packets !== packets ||
    recorded.inFlight !== 0 ||
    recorded.problems !== 0 ||
    recorded.exchanges !== exchanges ||
    recorded.outcomes[outcome] !== count
  ) {
    throw new Error(`${count} messages of QoS ${qos}: recorded ${JSON.stringify(recorded)}`);
  }
}

async function once(browser: Browser, page: string, sink: Sink, order: PublishOrder) {
  const { url, published } = sink.expect(order);
  return inTab(browser, page, async (tab) => {
    const before = await rendererSeconds(browser);
    await tab.evaluate(([to, what]) => window.publish(to, what), [url, order] as const);
    const seen = await published;
    const busy = (await rendererSeconds(browser)) - before;
    check(order, await tab.evaluate(() => window.recorded()));
    return { ...seen, busy };
  });
}

const spread = (rates: readonly number[]): string =>
  `${perSecond(Math.min(...rates), 1000)} to ${perSecond(Math.max(...rates), 1000)}`;

async function benchQos(browser: Browser, page: string, sink: Sink, qos: 0 | 1 | 2): Promise<void> {
  const rates: Record<Publisher, number[]> = { mqttjs: [], ours: [] };
  const frames: Record<Publisher, number> = { mqttjs: 0, ours: 0 };
  const costs: Record<Publisher, number[]> = { mqttjs: [], ours: [] };
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const kind of KINDS) {
      const order = { ...SHAPE, kind, qos, count: COUNTS[kind][qos] };
      const seen = await once(browser, page, sink, order);
      rates[kind].push((seen.count / seen.ms) * 1000);
      frames[kind] = seen.count / seen.frames;
      costs[kind].push((seen.busy * 1e6) / seen.count);
    }
  }
  console.log(`\n  QoS ${qos}`);
  for (const kind of KINDS) {
    const name = kind === 'ours' ? 'mqttscope' : 'mqtt.js';
    console.log(
      `  ${name.padEnd(10)} ${perSecond(median(rates[kind]), 1000)} (${spread(rates[kind])}), ${frames[kind].toFixed(1)} messages a frame, ${median(costs[kind]).toFixed(1)} µs of the page’s processor time a message`,
    );
  }
  record(RATIOS[qos], median(rates.ours) / median(rates.mqttjs));
}

export async function benchPublishing(browser: Browser, page: string): Promise<void> {
  console.log(
    `\nPublished in a second, as fast as it goes (${SHAPE.size} bytes, ${SHAPE.topics} topics, receive maximum ${whole(SHAPE.receiveMaximum)})`,
  );
  const sink = await startSink();
  try {
    for (const qos of [0, 1, 2] as const) await benchQos(browser, page, sink, qos);
  } finally {
    await sink.close();
  }
}
