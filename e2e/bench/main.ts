/**
 * `npm run bench`, or `npm run bench -- PART…` for some of its parts. Fails if a target is missed or a count is not
 * exact. Writes the figures to `docs/bench/latest.json` and from there to `docs/performance.md`.
 * - `--table` measures nothing and only writes the page.
 * - `--seconds N` is the time that `steady` measures.
 */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { type Browser, chromium } from '@playwright/test';
import { build, preview } from 'vite';
import { mqttClient } from '../../build/mqttClient.ts';
import { errorText } from '../../src/base/errorText.ts';
import { browserOrExit } from '../run/programs.ts';
import { ROOT } from '../run/step.ts';
import { benchBurst } from './app/burst.ts';
import { benchFirstRows } from './app/firstRows.ts';
import { benchLoading } from './app/loading.ts';
import { benchProcessor } from './app/processor.ts';
import { benchSteady } from './app/steady.ts';
import { mosquittoVersion, withBrokers } from './broker/contestants.ts';
import { benchCrowd, CROWD_OPTIONS } from './broker/crowd.ts';
import { benchFanOut } from './broker/fanOut.ts';
import { benchTap } from './broker/tap.ts';
import { benchWorst } from './broker/worst.ts';
import { benchOpening } from './browser/opening.ts';
import { benchPublishing } from './browser/publishing.ts';
import { benchReceiving } from './browser/receiving.ts';
import { benchRetained } from './browser/retained.ts';
import { benchWebSocket } from './browser/webSocket.ts';
import { benchTshark, tsharkPath, tsharkVersion } from './files/tshark.ts';
import { savedResults, saveResults } from './latest.ts';
import { writeTable } from './performancePage.ts';
import { missedTargets, recorded, takeOver } from './results.ts';

const ARGS = [
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  '--disable-background-networking',
  // Makes memory measurements of a page return at once.
  '--enable-blink-features=ForceEagerMeasureMemory',
];

/** A page needs these headers to measure its memory. */
const ISOLATED = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

const BROWSER_PARTS = [
  'websocket',
  'receiving',
  'publishing',
  'burst',
  'retained',
  'opening',
] as const;
/** Parts that measure only the broker or the engine, each in its own process. */
const ENGINE_PARTS = [
  'matching',
  'subscriptions',
  'filters',
  'growth',
  'memory',
  'topics',
  'gigabyte',
] as const;
const PARTS = [
  'loading',
  'processor',
  'broker',
  'crowd',
  'worst',
  'tap',
  'first-rows',
  'steady',
  'tshark',
  ...BROWSER_PARTS,
  ...ENGINE_PARTS,
] as const;
type Part = (typeof PARTS)[number];
const MOSQUITTO_PARTS: readonly Part[] = ['broker', 'crowd', 'worst', 'websocket'];

/** Versions of the programs in this run. */
const programs = new Set<string>();

async function launch(executablePath: string): Promise<Browser> {
  const browser = await chromium.launch({ executablePath, args: ARGS });
  programs.add(`Chromium ${browser.version().split('.')[0]}`);
  return browser;
}

/** Errors, such as a wrong count. */
const failed: string[] = [];

/** An error in one part does not stop the others. */
async function attempt(run: () => Promise<void>): Promise<void> {
  await run().catch((error: unknown) => {
    failed.push(errorText(error));
    console.error(`\nfailed: ${errorText(error)}`);
  });
}

async function inBrowser(executablePath: string, parts: ReadonlySet<Part>): Promise<void> {
  const root = path.join(import.meta.dirname, 'page');
  const outDir = mkdtempSync(path.join(tmpdir(), 'mqttscope-bench-'));
  const shared = { configFile: false, root, logLevel: 'warn' } as const;
  await build({
    ...shared,
    worker: { format: 'es', plugins: () => [mqttClient()] },
    build: { outDir, emptyOutDir: true, target: 'es2022' },
  });
  const server = await preview({
    ...shared,
    build: { outDir },
    preview: { host: '127.0.0.1', port: 0, headers: ISOLATED },
  });
  const page = server.resolvedUrls?.local[0];
  if (!page) throw new Error('the bench’s page has no address');
  const browser = await launch(executablePath);
  try {
    const { origin } = new URL(page);
    const runs: Readonly<Record<(typeof BROWSER_PARTS)[number], () => Promise<void>>> = {
      websocket: () =>
        withBrokers((field) => benchWebSocket(browser, page, field), ['--allow-origin', origin]),
      receiving: () => benchReceiving(browser, page),
      publishing: () => benchPublishing(browser, page),
      burst: () => benchBurst(browser, page),
      retained: () => benchRetained(browser, page),
      opening: () => benchOpening(browser, page),
    };
    for (const part of BROWSER_PARTS) if (parts.has(part)) await attempt(runs[part]);
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
  const browser = await launch(executablePath);
  try {
    await run(browser);
  } finally {
    await browser.close();
  }
}

/** Built, because compiling TypeScript on the fly makes it slower. */
async function inNode(parts: readonly Part[]): Promise<void> {
  const outDir = mkdtempSync(path.join(tmpdir(), 'mqttscope-bench-'));
  try {
    await build({
      configFile: false,
      root: path.join(import.meta.dirname, 'engine'),
      logLevel: 'warn',
      publicDir: false,
      build: { ssr: 'engine.ts', outDir, emptyOutDir: true, target: 'node20', minify: false },
      ssr: { noExternal: true },
    });
    // The folder has no other package.json with the module type.
    writeFileSync(path.join(outDir, 'package.json'), '{ "type": "module" }');
    for (const part of parts) {
      await attempt(async () => {
        const args = ['--expose-gc', path.join(outDir, 'engine.js'), part];
        const child = spawn(process.execPath, args, {
          stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
        });
        child.on('message', takeOver);
        await once(child, 'close');
        if (child.exitCode !== 0) throw new Error(part);
      });
    }
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

interface Options {
  readonly seconds: string;
}

/** Parts with their own browser or brokers. */
const RUNS: readonly (readonly [
  needs: readonly Part[],
  run: (parts: ReadonlySet<Part>, options: Options) => Promise<void>,
])[] = [
  [
    ['loading'],
    () =>
      withBuiltApp(browserOrExit(), (browser) =>
        benchLoading(browser, path.join(ROOT, 'dist/web')),
      ),
  ],
  [['processor'], () => withBuiltApp(browserOrExit(), benchProcessor)],
  [['broker'], () => withBrokers(benchFanOut)],
  [['crowd'], () => withBrokers(benchCrowd, CROWD_OPTIONS)],
  [['worst'], () => withBrokers(benchWorst)],
  [['tap'], benchTap],
  [['first-rows'], () => withBuiltApp(browserOrExit(), benchFirstRows)],
  [
    ['steady'],
    (_, { seconds }) =>
      withBuiltApp(browserOrExit(), (browser) => benchSteady(browser, Number(seconds))),
  ],
  [
    ['tshark'],
    async () => {
      const tshark = tsharkPath();
      if (tshark === undefined) return;
      programs.add(tsharkVersion(tshark));
      await benchTshark(tshark);
    },
  ],
  [BROWSER_PARTS, (parts) => inBrowser(browserOrExit(), parts)],
  [ENGINE_PARTS, (parts) => inNode(ENGINE_PARTS.filter((part) => parts.has(part)))],
];

try {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      seconds: { type: 'string', default: '10' },
      table: { type: 'boolean', default: false },
    },
  });
  if (!values.table) {
    const parts = chosenParts(positionals);
    if (MOSQUITTO_PARTS.some((part) => parts.has(part))) programs.add(mosquittoVersion());
    for (const [needs, run] of RUNS) {
      if (needs.some((part) => parts.has(part))) await attempt(() => run(parts, values));
    }
    saveResults(recorded(), [...programs].toSorted());
  }
  writeTable(savedResults());
  failed.push(...missedTargets());
  if (failed.length > 0) throw new Error(failed.join('\n'));
} catch (error) {
  console.error(`\nbench failed: ${errorText(error)}`);
  process.exitCode = 1;
}
