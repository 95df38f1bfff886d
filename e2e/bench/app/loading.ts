/** A first visit: its downloaded files, and the time from the address to the first value on the screen. */
import type { Browser } from '@playwright/test';
import { serveStatically } from '../../kit/staticSite.ts';
import { described, firstLoad } from '../../run/firstLoad.ts';
import freshBuild from '../../run/freshBuild.ts';
import { median } from '../figures.ts';
import { record } from '../results.ts';

const ROUNDS = 5;
/** Bits per second and round-trip ms of a mobile network (3G in browsers' tools). */
const MOBILE = { down: 1_600_000, latency: 150 };
/** Slowdown factor of the page's processor (in Chromium, of its main thread). */
const SLOWED = 4;

export async function benchLoading(browser: Browser, web: string): Promise<void> {
  freshBuild();
  const first = firstLoad(web);
  console.log(`\n${described(first)}`);
  record('firstVisit', first.bytes / 1000);
  const site = await serveStatically('/');
  try {
    for (const [name, conditions] of [
      ['firstValue', {}],
      ['firstValueSlowed', { slowed: SLOWED }],
      ['firstValueMobile', { network: MOBILE }],
    ] as const) {
      const times: number[] = [];
      // Sequential, because parallel rounds would delay each other.
      for (let round = 0; round < ROUNDS; round += 1) {
        times.push(await firstValue(browser, site.url, conditions));
      }
      record(name, median(times));
    }
  } finally {
    await site.close();
  }
}

interface Conditions {
  readonly network?: typeof MOBILE;
  readonly slowed?: number;
}

/** ms from the address to a topic of the tree. Starts the demo as soon as its button appears. */
async function firstValue(
  browser: Browser,
  url: string,
  { network, slowed }: Conditions,
): Promise<number> {
  // With empty caches.
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    if (slowed !== undefined)
      await session.send('Emulation.setCPUThrottlingRate', { rate: slowed });
    if (network !== undefined) {
      await session.send('Network.emulateNetworkConditions', {
        offline: false,
        latency: network.latency,
        downloadThroughput: network.down / 8,
        uploadThroughput: network.down / 8,
      });
    }
    const begun = performance.now();
    await page.goto(url, { waitUntil: 'commit' });
    await page.getByRole('button', { name: 'Try the live demo' }).click();
    await page.getByRole('treeitem').first().waitFor();
    return performance.now() - begun;
  } finally {
    await context.close();
  }
}
