/** Opens capture files from disk in the app's worker, in a real browser. */

import { closeSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser } from '@playwright/test';
import { perSecond, whole } from '../figures.ts';
import { type PcapngCounts, PcapngStream } from '../files/pcapngStream.ts';
import { record } from '../results.ts';
import { rendererSeconds } from './rendererTime.ts';
import { inTab } from './tab.ts';

/** Sizes of the files in bytes. The figure is the processor time of opening one in the page that shows it. */
const FILES = [
  { size: 200_000_000, figure: 'opening200' },
  { size: 1_000_000_000, figure: 'opening1000' },
] as const;

function writeFile(file: string, size: number): PcapngCounts {
  const stream = new PcapngStream(size);
  const descriptor = openSync(file, 'w');
  try {
    for (const piece of stream.pieces()) writeSync(descriptor, piece);
  } finally {
    closeSync(descriptor);
  }
  return stream.counts;
}

async function openFile(
  browser: Browser,
  page: string,
  file: string,
  { size, figure }: (typeof FILES)[number],
): Promise<void> {
  const made = writeFile(file, size);
  const used = async <T>(run: () => Promise<T>): Promise<{ did: T; seconds: number }> => {
    const before = await rendererSeconds(browser);
    const did = await run();
    return { did, seconds: (await rendererSeconds(browser)) - before };
  };
  const [reading, opening] = await inTab(browser, page, async (tab) => {
    await tab.setInputFiles('input', file);
    return [
      await used(() => tab.evaluate(() => window.readFile())),
      await used(() => tab.evaluate(() => window.openCapture())),
    ] as const;
  });
  const { did: read } = reading;
  const { ms, first, found } = opening.did;
  console.log(`\nA pcapng of ${whole(made.bytes)} bytes on disk, opened in a worker of the app`);
  console.log(
    `  ${(ms / 1000).toFixed(1)} s: ${whole(made.frames)} frames, ${whole(made.packets)} packets, ${perSecond(made.packets, ms)}`,
  );
  record(figure, opening.seconds);
  console.log(`  the first packets after ${first.toFixed(0)} ms`);
  console.log(
    `  merely read in a worker: ${(read.ms / 1000).toFixed(1)} s, ${reading.seconds.toFixed(1)} s of processor time; opening takes ${(ms / read.ms).toFixed(1)} times as long`,
  );
  if (read.count !== made.bytes) throw new Error(`${read.count} of ${made.bytes} bytes were read`);
  const counted: readonly (keyof typeof found & keyof PcapngCounts)[] = ['packets', 'messages'];
  for (const what of counted) {
    if (found[what] !== made[what]) throw new Error(`${found[what]} of ${made[what]} ${what}`);
  }
  if (found.discarded > 0) throw new Error(`${found.discarded} packets were discarded`);
}

export async function benchOpening(browser: Browser, page: string): Promise<void> {
  const file = path.join(tmpdir(), `mqttscope-bench-${process.pid}.pcapng`);
  try {
    for (const one of FILES) await openFile(browser, page, file, one);
  } finally {
    rmSync(file, { force: true });
  }
}
