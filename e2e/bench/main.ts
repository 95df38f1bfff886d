/**
 * `npm run bench`, or `npm run bench -- PART…` for some of its parts. First our broker beside
 * Mosquitto, over TCP and as a browser sees both, and how long one client's packet makes others
 * wait. Then what a real browser receives in a second, side by side in one run: the limit is a bare
 * WebSocket in a worker that counts bytes. Then a capture file opened in the app's worker, and the
 * broker and the engine by themselves. Ratios are what counts, absolute figures hold for this
 * machine only. Counts must agree exactly.
 */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Browser, chromium } from '@playwright/test';
import { build, preview } from 'vite';
import { mqttForBrowsers } from '../../build/mqttjs/plugin.ts';
import { errorText } from '../../src/mqtt/errorText.ts';
import { browserOrExit } from '../run/programs.ts';
import { ROOT } from '../run/step.ts';
import { withBrokers } from './contestants.ts';
import { benchFanOut } from './fanOut.ts';
import { median, perSecond, whole } from './figures.ts';
import { bytesOf, type Flood, startFlood } from './flood.ts';
import { benchLoading } from './loading.ts';
import type { Kind, Measured, Measurement } from './measurement.ts';
import type { PcapngCounts } from './pcapngStream.ts';
import { benchProcessor } from './processor.ts';
import { inTab } from './tab.ts';
import { benchTap } from './tap.ts';
import { benchWebSocket } from './webSocket.ts';
import { benchWorst } from './worst.ts';

const ROUNDS = 3;
/** Ours against the bare WebSocket at 50 packets a frame; below this the bench fails. */
const LEAST_RATIO = 0.3;
const CASES = [
  { perFrame: 1, packets: 60_000 },
  { perFrame: 50, packets: 600_000 },
] as const;
/** mqtt.js is so slow with large frames that it gets fewer packets; a rate is a rate. */
const MQTTJS_PACKETS = 60_000;

/** Bytes of the capture file that is opened, and ms that this may take. */
const FILE_BYTES = 200_000_000;
const MOST_OPENING = 10_000;

const ARGS = [
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  '--disable-background-networking',
];

const BROWSER_PARTS = ['websocket', 'receiving', 'opening'] as const;
/** Of the broker or the engine by itself; each has a process of its own. */
const ENGINE_PARTS = [
  'matching',
  'filters',
  'decoded',
  'undecoded',
  'exchanges',
  'ingest',
  'memory',
  'gigabyte',
] as const;
const PARTS = [
  'loading',
  'processor',
  'broker',
  'worst',
  'tap',
  ...BROWSER_PARTS,
  ...ENGINE_PARTS,
] as const;
type Part = (typeof PARTS)[number];

/** Packets a second, per kind, the median of all rounds. */
type Rates = Record<Kind, number>;

const measure = (browser: Browser, page: string, order: Measurement): Promise<Measured> =>
  inTab(browser, page, (tab) => tab.evaluate((measurement) => window.measure(measurement), order));

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

function report(perFrame: number, { bare, mqttjs, ours }: Rates): void {
  const noun = perFrame === 1 ? 'packet' : 'packets';
  console.log(`\n${perFrame} ${noun} a frame (packets of some 150 bytes, QoS 0)`);
  console.log(`  bare WebSocket  ${perSecond(bare, 1000)}`);
  console.log(`  mqtt.js         ${perSecond(mqttjs, 1000)}`);
  console.log(`  mqttscope       ${perSecond(ours, 1000)}`);
  console.log(`  mqttscope / bare WebSocket  ${(ours / bare).toFixed(2)}`);
  console.log(`  mqttscope / mqtt.js         ${(ours / mqttjs).toFixed(2)}`);
}

/** Ours against the others, and against its bound. */
async function benchReceiving(browser: Browser, page: string): Promise<void> {
  const flood = await startFlood();
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
    await flood.close();
  }
}

/** A file as a person opens it; it is made beforehand. */
async function benchOpening(browser: Browser, page: string): Promise<void> {
  const { ms, made, found } = await inTab(browser, page, (tab) =>
    tab.evaluate((bytes) => window.openCapture(bytes), FILE_BYTES),
  );
  console.log(`\nA pcapng of ${whole(made.bytes)} bytes, opened in a worker of the app`);
  console.log(
    `  ${(ms / 1000).toFixed(1)} s (at most ${MOST_OPENING / 1000}): ${whole(made.frames)} frames, ${whole(made.packets)} packets, ${perSecond(made.packets, ms)}`,
  );
  const counted: readonly (keyof typeof found & keyof PcapngCounts)[] = ['packets', 'messages'];
  for (const what of counted) {
    if (found[what] !== made[what]) throw new Error(`${found[what]} of ${made[what]} ${what}`);
  }
  if (found.discarded > 0) throw new Error(`${found.discarded} packets were discarded`);
  if (ms > MOST_OPENING) throw new Error('a pcapng of 200 MB takes too long to open');
}

async function inBrowser(executablePath: string, parts: ReadonlySet<Part>): Promise<void> {
  const root = path.join(import.meta.dirname, 'page');
  const outDir = mkdtempSync(path.join(tmpdir(), 'mqttscope-bench-'));
  const shared = { configFile: false, root, logLevel: 'warn' } as const;
  await build({
    ...shared,
    worker: { format: 'es', plugins: () => [mqttForBrowsers(ROOT)] },
    build: { outDir, emptyOutDir: true, target: 'es2022' },
  });
  const server = await preview({
    ...shared,
    build: { outDir },
    preview: { host: '127.0.0.1', port: 0 },
  });
  const page = server.resolvedUrls?.local[0];
  if (!page) throw new Error('the bench’s page has no address');
  const browser = await chromium.launch({ executablePath, args: ARGS });
  try {
    if (parts.has('websocket')) {
      const { origin } = new URL(page);
      await withBrokers((field) => benchWebSocket(browser, page, field), [origin]);
    }
    if (parts.has('receiving')) await benchReceiving(browser, page);
    if (parts.has('opening')) await benchOpening(browser, page);
  } finally {
    await browser.close();
    await server.close();
    rmSync(outDir, { recursive: true });
  }
}

async function withBuiltApp(
  executablePath: string,
  run: (browser: Browser) => Promise<void>,
): Promise<void> {
  const browser = await chromium.launch({ executablePath, args: ARGS });
  try {
    await run(browser);
  } finally {
    await browser.close();
  }
}

/** Built, because what translates TypeScript on the fly makes it slower. */
async function inNode(parts: readonly Part[]): Promise<void> {
  const outDir = mkdtempSync(path.join(tmpdir(), 'mqttscope-bench-'));
  try {
    await build({
      configFile: false,
      root: import.meta.dirname,
      logLevel: 'warn',
      publicDir: false,
      build: { ssr: 'engine.ts', outDir, emptyOutDir: true, target: 'node20', minify: false },
      ssr: { noExternal: true },
    });
    // Its folder has no package.json that would say of what kind the module is.
    writeFileSync(path.join(outDir, 'package.json'), '{ "type": "module" }');
    const failed: Part[] = [];
    for (const part of parts) {
      const args = ['--expose-gc', path.join(outDir, 'engine.js'), part];
      const child = spawn(process.execPath, args, { stdio: 'inherit' });
      await once(child, 'exit');
      if (child.exitCode !== 0) failed.push(part);
    }
    if (failed.length > 0) throw new Error(failed.join(', '));
  } finally {
    rmSync(outDir, { recursive: true });
  }
}

function chosenParts(names: readonly string[]): ReadonlySet<Part> {
  const unknown = names.filter((name) => !PARTS.some((part) => part === name));
  if (unknown.length > 0) {
    throw new Error(`${unknown.join(', ')} is no part; there are ${PARTS.join(', ')}`);
  }
  return new Set(names.length === 0 ? PARTS : PARTS.filter((part) => names.includes(part)));
}

try {
  const parts = chosenParts(process.argv.slice(2));
  if (parts.has('loading')) {
    const web = path.join(ROOT, 'dist/web');
    await withBuiltApp(browserOrExit(), (browser) => benchLoading(browser, web));
  }
  if (parts.has('processor')) await withBuiltApp(browserOrExit(), benchProcessor);
  if (parts.has('broker')) await withBrokers(benchFanOut);
  if (parts.has('worst')) await withBrokers(benchWorst);
  if (parts.has('tap')) await benchTap();
  if (BROWSER_PARTS.some((part) => parts.has(part))) await inBrowser(browserOrExit(), parts);
  await inNode(ENGINE_PARTS.filter((part) => parts.has(part)));
} catch (error) {
  console.error(`\nbench failed: ${errorText(error)}`);
  process.exitCode = 1;
}
