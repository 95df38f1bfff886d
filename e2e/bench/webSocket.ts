/** What a browser receives in a second from our broker's WebSocket listener and from Mosquitto's. */
import type { Browser } from '@playwright/test';
import type { Contestant, Field, Name } from './contestants.ts';
import { median, perSecond } from './figures.ts';
import type { Received } from './measurement.ts';
import { inTab } from './tab.ts';

const ROUNDS = 3;
/** Ours against Mosquitto's; below this the bench fails. */
const LEAST_RATIO = 3;
/** A frame for each message takes long; a rate is a rate. */
const MESSAGES: Readonly<Record<Name, number>> = { mqttscope: 200_000, mosquitto: 20_000 };
/** Messages on their way at once; fewer than would be dropped. */
const WINDOW = 40_000;

async function once(
  browser: Browser,
  page: string,
  field: Field,
  { name, port, ws }: Contestant,
): Promise<Received> {
  const messages = MESSAGES[name];
  const [received, fed] = await Promise.all([
    inTab(browser, page, (tab) =>
      tab.evaluate(({ url, count }) => window.receive(url, count), { url: ws, count: messages }),
    ),
    field.load({ kind: 'feed', port, messages, window: WINDOW }),
  ]);
  if (received.count !== messages || fed.received !== messages) {
    throw new Error(`${name}: ${received.count} of ${messages} messages came`);
  }
  return received;
}

const rateOf = ({ count, ms }: Received): number => (count / ms) * 1000;

export async function benchWebSocket(browser: Browser, page: string, field: Field): Promise<void> {
  console.log(
    '\nQoS 0 over WebSocket, as a worker in a browser sees it (messages of some 140 bytes)',
  );
  const rates = new Map<Name, number>();
  for (const contestant of field.contestants) {
    const runs: Received[] = [];
    // The first one warms up.
    for (let round = 0; round <= ROUNDS; round += 1) {
      const run = await once(browser, page, field, contestant);
      if (round > 0) runs.push(run);
    }
    const rate = median(runs.map(rateOf));
    const perFrame = median(runs.map(({ count, frames }) => count / Math.max(1, frames)));
    rates.set(contestant.name, rate);
    console.log(
      `  ${contestant.name.padEnd(10)}${perSecond(rate, 1000)}, ${perFrame.toFixed(1)} messages in a frame`,
    );
  }
  const ratio = (rates.get('mqttscope') ?? 0) / (rates.get('mosquitto') ?? 1);
  const holds = ratio >= LEAST_RATIO;
  console.log(
    `  mqttscope / mosquitto  ${ratio.toFixed(2)} (at least ${LEAST_RATIO}: ${holds ? 'holds' : 'does not hold'})`,
  );
  if (!holds) throw new Error(`less than ${LEAST_RATIO} times Mosquitto over WebSocket`);
}
