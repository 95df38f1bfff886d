/**
 * Measures a burst until its newest message is on the screen, next to a bare WebSocket that only counts
 * bytes.
 */
import type { Browser, Page } from '@playwright/test';
import { inTab } from '../browser/tab.ts';
import { median, whole } from '../figures.ts';
import { record } from '../results.ts';
import { shownAt, withList } from './listScreen.ts';
import { LiveSource, wallClock } from './liveSource.ts';

const MESSAGES = 20_000;
const TOPICS = 1000;
const ROUNDS = 7;

/** ms. */
async function bareTime(bare: Page, source: LiveSource, frames: readonly Buffer[]) {
  const bytes = frames.reduce((sum, { length }) => sum + length, 0);
  await bare.evaluate((count) => window.awaitBytes(count), bytes);
  const begun = wallClock();
  source.send('/bare', frames);
  return (await bare.evaluate(() => window.bytesCame())) - begun;
}

async function ourTime(page: Page, source: LiveSource, frames: readonly Buffer[]) {
  const last = await page.evaluate(() => window.lastRow());
  const shown = shownAt(page, last + MESSAGES);
  // The search starts here.
  await page.evaluate(() => undefined);
  const begun = wallClock();
  source.send('/mqtt', frames);
  return (await shown) - begun;
}

/** @param page of the bench */
export async function benchBurst(browser: Browser, page: string): Promise<void> {
  console.log(`\nA burst of ${whole(MESSAGES)} messages, until the newest is on the screen`);
  const source = await LiveSource.begin(TOPICS);
  const [bares, ours]: [number[], number[]] = [[], []];
  try {
    const frames = source.frames(0, MESSAGES);
    await inTab(browser, page, (bare) =>
      withList(browser, source, async (tab) => {
        await bare.evaluate((url) => window.countBytes(url), source.address('/bare'));
        await source.ready('/bare');
        // The first round is a warm-up.
        for (let round = 0; round <= ROUNDS; round += 1) {
          const limit = await bareTime(bare, source, frames);
          const our = await ourTime(tab, source, frames);
          if (round > 0) {
            bares.push(limit);
            ours.push(our);
          }
          // The list settles.
          await tab.waitForTimeout(1000);
        }
      }),
    );
  } finally {
    await source.close();
  }
  const line = (what: string, times: readonly number[]): void =>
    console.log(
      `  ${what.padEnd(26)} ${median(times).toFixed(0)} ms (${Math.min(...times).toFixed(0)} to ${Math.max(...times).toFixed(0)})`,
    );
  line('bare WebSocket, all counted', bares);
  line('mqttscope, on the screen', ours);
  record('burst', median(ours) / median(bares));
}
