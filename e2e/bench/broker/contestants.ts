/** Starts our broker and Mosquitto, and a load generator that connects to either. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'vite';
import { BRIDGE_VERSION, type BridgeHello } from '../../../src/connection/bridge/bridgeProtocol.ts';
import { waitedForCpu } from '../../kit/cpuTime.ts';
import { startCompanion } from '../../kit/peers/companion.ts';
import { startMosquitto } from '../../kit/peers/mosquitto.ts';
import { findOrInstall } from '../../run/programs.ts';
import { ROOT } from '../../run/step.ts';
import { isAnswer, type Load, type Order } from './load/order.ts';

/**
 * Mosquitto's fastest configuration without losses: unlimited queues, as many messages in flight as our
 * broker, and no delay to gather output. It logs its start and errors.
 */
const MOSQUITTO_SETTINGS = [
  'max_queued_messages 0',
  'max_queued_bytes 0',
  'max_inflight_messages 512',
  'set_tcp_nodelay true',
  'log_type error',
  'log_type information',
];

/** Token of this run. */
const TOKEN = randomBytes(24).toString('base64url');

export type Name = 'mqttscope' | 'mosquitto';

export interface Contestant {
  readonly name: Name;
  readonly port: number;
  readonly ws: string;
  /** Processor time so far, ms; undefined if the system does not report it. */
  readonly busy: () => number | undefined;
  /** Time so far that it waited for a processor although it could run, ms. */
  readonly waited: () => number;
}

export interface Field {
  readonly contestants: readonly Contestant[];
  /** The companion's bridge to Mosquitto: its address and first message. */
  readonly bridge: { readonly ws: string; readonly hello: BridgeHello };
  /** Runs one order at a time. */
  readonly load: (order: Order) => Promise<Load>;
}

/** ms per clock tick of a process, a hundredth of a second. */
const TICK = 10;

function busyOf(processId: number | undefined): number | undefined {
  if (processId === undefined || process.platform !== 'linux') return undefined;
  const stat = readFileSync(`/proc/${processId}/stat`, 'utf8');
  // The program's name is in parentheses and may contain anything.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) * TICK;
}

const portOf = (url: string): number => Number(new URL(url).port);

/** Builds both from the current sources, as shipped. */
async function buildAll(folder: string): Promise<{ companion: string; generator: string }> {
  const shared = { logLevel: 'warn' } as const;
  await build({
    ...shared,
    configFile: path.join(ROOT, 'vite.config.ts'),
    root: ROOT,
    mode: 'companion',
    build: { outDir: path.join(folder, 'dist/companion') },
  });
  // Supplies its version and an app, which is not used here.
  cpSync(path.join(ROOT, 'package.json'), path.join(folder, 'package.json'));
  cpSync(path.join(ROOT, 'index.html'), path.join(folder, 'dist/web/index.html'));
  await build({
    ...shared,
    configFile: false,
    root: import.meta.dirname,
    publicDir: false,
    build: {
      ssr: 'load/load.ts',
      outDir: path.join(folder, 'load'),
      emptyOutDir: true,
      target: 'node20',
      minify: false,
    },
  });
  return {
    companion: path.join(folder, 'dist/companion/main.js'),
    generator: path.join(folder, 'load/load.js'),
  };
}

function ask(generator: ChildProcess, order: Order): Promise<Load> {
  return new Promise((resolve, reject) => {
    const isGone = (): void => reject(new Error('the load generator is gone'));
    generator.once('exit', isGone);
    generator.once('message', (answer: unknown) => {
      generator.off('exit', isGone);
      if (!isAnswer(answer)) reject(new Error('the load generator does not answer as it should'));
      else if (answer.kind === 'failed') reject(new Error(answer.message));
      else resolve(answer.load);
    });
    generator.send(order);
  });
}

/** `Mosquitto 2.0.11` */
export function mosquittoVersion(): string {
  const program = findOrInstall('mosquitto').mosquitto;
  const help = program === undefined ? '' : spawnSync(program, ['-h'], { encoding: 'utf8' }).stdout;
  return `Mosquitto ${/version ([\d.]+)/.exec(help)?.[1] ?? 'of unknown version'}`;
}

/** @param options for our broker in addition; Mosquitto has no limits and accepts every client */
export async function withBrokers(
  run: (field: Field) => Promise<void>,
  options: readonly string[] = [],
): Promise<void> {
  if (findOrInstall('mosquitto').mosquitto === undefined) {
    throw new Error('without Mosquitto there is nothing to compare with');
  }
  const folder = mkdtempSync(path.join(tmpdir(), 'mqttscope-bench-'));
  const ends: (() => Promise<unknown>)[] = [];
  try {
    const built = await buildAll(folder);
    const companion = await startCompanion(
      ['--no-demo', '--token', TOKEN, ...options],
      {},
      built.companion,
    );
    ends.push(() => companion.stop());
    const mosquitto = await startMosquitto({ settings: MOSQUITTO_SETTINGS });
    ends.push(() => mosquitto.remove());
    const generator = spawn(process.execPath, [built.generator], {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    ends.push(async () => {
      const ended = once(generator, 'exit');
      generator.disconnect();
      await ended;
    });
    await run({
      contestants: [
        {
          name: 'mqttscope',
          port: portOf(companion.mqtt),
          ws: companion.ws,
          busy: () => busyOf(companion.child.pid),
          waited: () => waitedForCpu(companion.child.pid),
        },
        {
          name: 'mosquitto',
          port: portOf(mosquitto.mqtt),
          ws: mosquitto.ws,
          busy: () => busyOf(mosquitto.processId()),
          waited: () => waitedForCpu(mosquitto.processId()),
        },
      ],
      bridge: {
        ws: `${companion.app.replace(/^http/, 'ws')}bridge`,
        hello: {
          kind: 'open',
          version: BRIDGE_VERSION,
          token: TOKEN,
          target: { url: mosquitto.mqtt },
        },
      },
      load: (order) => ask(generator, order),
    });
  } finally {
    for (const end of ends.reverse()) await end();
    rmSync(folder, { recursive: true });
  }
}
