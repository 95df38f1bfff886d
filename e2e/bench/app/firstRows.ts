/**
 * Measures the time from a typed filter to its first rows on the screen, over a million packets in the built
 * app.
 */
import { closeSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser, Page } from '@playwright/test';
import { Captures } from '../../kit/page/captures.ts';
import { startCompanion } from '../../kit/peers/companion.ts';
import freshBuild from '../../run/freshBuild.ts';
import { median } from '../figures.ts';
import { PcapngStream } from '../files/pcapngStream.ts';
import { record } from '../results.ts';
import { appPage } from './appPage.ts';

/** Bytes of a file with a million packets. */
const SIZE = 300_000_000;
const ROUNDS = 5;
const READ_WITHIN = 120_000;
/** Filters, each with a text in all matching rows. */
const FILTERS = [
  { text: 'type == publish and qos == 1', cell: 'PUBLISH' },
  { text: 'type == puback', cell: 'PUBACK' },
  { text: 'type == publish and payload contains "1"', cell: 'PUBLISH' },
  { text: 'type == publish and mqtt.topic_len > 3', cell: 'PUBLISH' },
] as const;

/** Returns the number of packets. */
function writeFile(file: string): number {
  const stream = new PcapngStream(SIZE);
  const descriptor = openSync(file, 'w');
  try {
    for (const piece of stream.pieces()) writeSync(descriptor, piece);
  } finally {
    closeSync(descriptor);
  }
  return stream.counts.packets;
}

/** ms from the keystroke to the first frame with rows, all of them matches. */
function timeOf(page: Page, text: string, cell: string): Promise<number> {
  return page.evaluate(
    ([filter, wanted]) =>
      new Promise<number>((resolve, reject) => {
        const box = document.querySelector('input[aria-label="Display filter"]');
        if (!(box instanceof HTMLInputElement)) {
          reject(new Error('there is no filter box'));
          return;
        }
        const isThere = (): boolean => {
          const rows = [
            ...document.querySelectorAll('[role="grid"][aria-label="Packets"] [role="row"]'),
          ];
          const shown = rows.filter((row) => row.querySelector('[role="gridcell"]') !== null);
          return shown.length > 0 && shown.every((row) => row.textContent.includes(wanted));
        };
        const begun = performance.now();
        // Sets the value like a keystroke, not like the page itself.
        Reflect.set(HTMLInputElement.prototype, 'value', filter, box);
        box.dispatchEvent(new InputEvent('input', { bubbles: true }));
        // Without Enter, the filter waits for a pause in typing.
        requestAnimationFrame(() =>
          box.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true })),
        );
        const look = () => {
          if (isThere()) resolve(performance.now() - begun);
          else requestAnimationFrame(look);
        };
        requestAnimationFrame(look);
      }),
    [text, cell] as const,
  );
}

export async function benchFirstRows(browser: Browser): Promise<void> {
  freshBuild();
  const companion = await startCompanion(['--no-demo']);
  const file = path.join(tmpdir(), `mqttscope-bench-${process.pid}.pcapng`);
  const medians: number[] = [];
  try {
    const packets = writeFile(file);
    const page = await appPage(browser);
    await page.goto(companion.app);
    const captures = new Captures(page, (name) => path.join(tmpdir(), name));
    await captures.openFile(file);
    const box = page.getByRole('textbox', { name: 'Display filter', exact: true });
    await box.waitFor();
    // The file is completely read.
    await page
      .getByRole('status', { name: `${packets} packets`, exact: true })
      .waitFor({ timeout: READ_WITHIN });
    console.log(`\nFirst rows of a display filter on the screen`);
    for (const { text, cell } of FILTERS) {
      const times: number[] = [];
      for (let round = 0; round <= ROUNDS; round += 1) {
        await timeOf(page, 'type == connect', 'CONNECT');
        await page.waitForTimeout(1000);
        times.push(await timeOf(page, text, cell));
        await page.waitForTimeout(1000);
      }
      // The first filter loads the filter language.
      const ms = median(times.slice(1));
      console.log(`  ${ms.toFixed(0).padStart(5)} ms  ${text}`);
      medians.push(ms);
    }
    await page.close();
  } finally {
    rmSync(file, { force: true });
    await companion.stop();
  }
  record('firstRows', Math.max(...medians));
}
