/**
 * `npm run bench`: what a real browser receives in a second, side by side in one run. The limit is
 * a bare WebSocket in a worker that counts bytes; ratios to it are what counts, absolute figures
 * hold for this machine only. Counts must agree exactly.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Browser, chromium } from '@playwright/test';
import { build, preview } from 'vite';
import { browserOrExit } from '../run/programs.ts';
import { benchFilters } from './filter.ts';
import { bytesOf, type Flood, startFlood } from './flood.ts';
import type { Kind, Measured, Measurement } from './measurement.ts';

const ROUNDS = 3;
/** Ours against the bare WebSocket at 50 packets a frame; below this the bench fails. */
const LEAST_RATIO = 0.3;
const CASES = [
  { perFrame: 1, packets: 60_000 },
  { perFrame: 50, packets: 600_000 },
] as const;
/** mqtt.js is so slow with large frames that it gets fewer packets; a rate is a rate. */
const MQTTJS_PACKETS = 60_000;

/** Packets a second, per kind, the median of all rounds. */
type Rates = Record<Kind, number>;

async function measure(browser: Browser, page: string, order: Measurement): Promise<Measured> {
  const context = await browser.newContext();
  const tab = await context.newPage();
  try {
    await tab.goto(page);
    return await tab.evaluate((measurement) => window.measure(measurement), order);
  } finally {
    await context.close();
  }
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

async function rates(
  browser: Browser,
  page: string,
  flood: Flood,
  { perFrame, packets: full }: (typeof CASES)[number],
): Promise<Rates> {
  const kinds: Kind[] = ['bare', 'mqttjs', 'ours'];
  const seen: Record<Kind, number[]> = { bare: [], mqttjs: [], ours: [] };
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const kind of kinds) {
      const packets = kind === 'mqttjs' ? Math.min(full, MQTTJS_PACKETS) : full;
      const bytes = bytesOf(packets);
      const url = flood.address(packets, perFrame, kind !== 'bare');
      const { ms, count } = await measure(browser, page, { kind, url, packets, bytes });
      const expected = kind === 'bare' ? bytes : packets;
      if (count !== expected) {
        throw new Error(`${kind}, ${perFrame} a frame: counted ${count}, sent ${expected}`);
      }
      seen[kind].push((packets / ms) * 1000);
    }
  }
  return { bare: median(seen.bare), mqttjs: median(seen.mqttjs), ours: median(seen.ours) };
}

const thousands = (rate: number) => `${Math.round(rate).toLocaleString('en-US')}/s`;

function report(perFrame: number, { bare, mqttjs, ours }: Rates): void {
  const noun = perFrame === 1 ? 'packet' : 'packets';
  console.log(`\n${perFrame} ${noun} a frame (packets of some 150 bytes, QoS 0)`);
  console.log(`  bare WebSocket  ${thousands(bare)}`);
  console.log(`  mqtt.js         ${thousands(mqttjs)}`);
  console.log(`  mqttscope       ${thousands(ours)}`);
  console.log(`  mqttscope / bare WebSocket  ${(ours / bare).toFixed(2)}`);
  console.log(`  mqttscope / mqtt.js         ${(ours / mqttjs).toFixed(2)}`);
}

async function bench(executablePath: string): Promise<void> {
  const root = path.join(import.meta.dirname, 'page');
  const outDir = mkdtempSync(path.join(tmpdir(), 'mqttscope-bench-'));
  const shared = { configFile: false, root, logLevel: 'warn' } as const;
  await build({
    ...shared,
    worker: { format: 'es' },
    build: { outDir, emptyOutDir: true, target: 'es2022' },
  });
  const server = await preview({
    ...shared,
    build: { outDir },
    preview: { host: '127.0.0.1', port: 0 },
  });
  const page = server.resolvedUrls?.local[0];
  if (!page) throw new Error('the bench’s page has no address');
  const flood = await startFlood();
  const browser = await chromium.launch({
    executablePath,
    args: [
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      '--disable-background-networking',
    ],
  });
  try {
    for (const which of CASES) {
      const measured = await rates(browser, page, flood, which);
      report(which.perFrame, measured);
      const ratio = measured.ours / measured.bare;
      if (which.perFrame === 50 && ratio < LEAST_RATIO) {
        throw new Error(`${ratio.toFixed(2)} of the bare WebSocket is below ${LEAST_RATIO}`);
      }
    }
  } finally {
    await browser.close();
    await flood.close();
    await server.close();
    rmSync(outDir, { recursive: true });
  }
}

const executablePath = browserOrExit();
try {
  await bench(executablePath);
  benchFilters();
} catch (error) {
  console.error(`\nbench failed: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}
