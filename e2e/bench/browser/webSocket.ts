/**
 * Measures messages per second received by a browser from our WebSocket listener, from Mosquitto's, and from
 * Mosquitto over the bridge.
 */
import type { Browser } from '@playwright/test';
import type { Field, Name } from '../broker/contestants.ts';
import { median, perSecond } from '../figures.ts';
import { record } from '../results.ts';
import type { Received } from './measurement.ts';
import { inTab } from './tab.ts';

const ROUNDS = 3;
/** Messages in flight, below the limit at which they are dropped. */
const WINDOW = 40_000;

/** A page's connection to a broker. */
interface Way {
  readonly label: string;
  readonly name: Name;
  readonly url: string;
  /** First message over the bridge. */
  readonly hello?: string;
  /** Fewer with one frame per message, which takes long; rates stay comparable. */
  readonly messages: number;
}

function waysOf({ contestants, bridge }: Field): readonly Way[] {
  const own = contestants.map(({ name, ws: url }): Way => {
    return { label: name, name, url, messages: name === 'mosquitto' ? 20_000 : 200_000 };
  });
  const hello = JSON.stringify(bridge.hello);
  const bridged = { label: 'mosquitto, bridged', name: 'mosquitto', url: bridge.ws } as const;
  return [...own, { ...bridged, hello, messages: 100_000 }];
}

async function once(
  browser: Browser,
  page: string,
  field: Field,
  { label, name, url, hello, messages }: Way,
): Promise<Received> {
  const port = field.contestants.find((one) => one.name === name)?.port ?? 0;
  const [received, fed] = await Promise.all([
    inTab(browser, page, (tab) =>
      tab.evaluate((order) => window.receive(order.url, order.messages, order.hello), {
        url,
        messages,
        hello,
      }),
    ),
    field.load({ kind: 'feed', port, messages, window: WINDOW }),
  ]);
  if (received.count !== messages || fed.received !== messages) {
    throw new Error(`${label}: ${received.count} of ${messages} messages came`);
  }
  return received;
}

const rateOf = ({ count, ms }: Received): number => (count / ms) * 1000;

export async function benchWebSocket(browser: Browser, page: string, field: Field): Promise<void> {
  console.log(
    '\nQoS 0 over WebSocket, as a worker in a browser sees it (messages of some 140 bytes)',
  );
  const rates = new Map<string, number>();
  for (const way of waysOf(field)) {
    const runs: Received[] = [];
    // The first round is a warm-up.
    for (let round = 0; round <= ROUNDS; round += 1) {
      const run = await once(browser, page, field, way);
      if (round > 0) runs.push(run);
    }
    const rate = median(runs.map(rateOf));
    const perFrame = median(runs.map(({ count, frames }) => count / Math.max(1, frames)));
    rates.set(way.label, rate);
    console.log(
      `  ${way.label.padEnd(20)}${perSecond(rate, 1000)}, ${perFrame.toFixed(1)} messages in a frame`,
    );
  }
  const beside = (label: string): number =>
    (rates.get(label) ?? Number.NaN) / (rates.get('mosquitto') ?? Number.NaN);
  record('webSocket', beside('mqttscope'));
  record('bridged', beside('mosquitto, bridged'));
}
