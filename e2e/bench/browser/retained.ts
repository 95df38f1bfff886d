/**
 * Many retained topics with one packet per frame: time until all are in the tree, next to a bare WebSocket
 * that only counts bytes, and their memory in the browser besides the packets.
 */
import type { Browser } from '@playwright/test';
import { median, whole } from '../figures.ts';
import { record } from '../results.ts';
import { bytesOf, startFlood } from './flood.ts';
import type { FloodOrder, Measured, Measurement } from './measurement.ts';
import { inTab } from './tab.ts';

const TOPICS = 100_000;
const ROUNDS = 3;

const ORDER: FloodOrder = {
  count: TOPICS,
  perFrame: 1,
  topics: TOPICS,
  size: 100,
  version: 4,
  qos: 0,
  isRetained: true,
};

type Measure = (order: Measurement) => Promise<Measured>;

export async function benchRetained(browser: Browser, page: string): Promise<void> {
  const flood = await startFlood();
  console.log(`\n${whole(TOPICS)} retained topics, 1 packet a frame`);
  try {
    const measure: Measure = (order) =>
      inTab(browser, page, (tab) => tab.evaluate((one) => window.measure(one), order));
    await timeBesideBare(measure, (mqtt) => flood.address(ORDER, mqtt));
    const held = await inTab(browser, page, (tab) =>
      tab.evaluate(([empty, url, order]) => window.heldMemory(empty, url, order), [
        flood.address({ ...ORDER, count: 0 }, true),
        flood.address(ORDER, true),
        ORDER,
      ] as const),
    );
    if (held.topics !== TOPICS) throw new Error(`${held.topics} of ${TOPICS} topics`);
    const bytes = held.after - held.before - held.log;
    record('retainedMemory', bytes / 1e6);
    console.log(`  with their packets  ${((held.after - held.before) / 1e6).toFixed(1)} MB`);
  } finally {
    await flood.close();
  }
}

async function timeBesideBare(measure: Measure, url: (mqtt: boolean) => string): Promise<void> {
  const [bare, ours]: [number[], number[]] = [[], []];
  const bytes = bytesOf(ORDER);
  for (let round = 0; round < ROUNDS; round += 1) {
    const limit = await measure({
      kind: 'bare',
      url: url(false),
      packets: TOPICS,
      bytes,
      order: ORDER,
    });
    const all = await measure({
      kind: 'ours',
      url: url(true),
      packets: TOPICS,
      bytes,
      order: ORDER,
    });
    if (limit.count !== bytes) throw new Error(`${limit.count} of ${bytes} bytes`);
    if (all.topics !== TOPICS) throw new Error(`${all.topics} of ${TOPICS} topics`);
    bare.push(limit.ms);
    ours.push(all.ms);
  }
  console.log(`  bare WebSocket  ${whole(median(bare))} ms`);
  console.log(`  in the tree     ${whole(median(ours))} ms`);
  record('retained', median(ours) / median(bare));
}
