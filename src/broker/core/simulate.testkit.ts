/** `npm run thorough -- simulate`: runs the broker's simulation for any number of seeds, on all cores. */
import { fork } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { Command, InvalidArgumentError } from 'commander';
import { simulate as simulateGateway } from '../../mqttsn/gateway/simulation.testkit.ts';
import { simulateCrashes } from '../durable/crashSimulation.testkit.ts';
import { type Outcome, simulate } from './simulation.testkit.ts';

/** Seeds that a worker runs between two reports. */
const PIECE = 50;

interface Range {
  readonly first: number;
  readonly last: number;
}

function whole(text: string): number {
  if (!/^\d{1,9}$/.test(text) || Number(text) === 0) {
    throw new InvalidArgumentError('It must be a whole number from 1.');
  }
  return Number(text);
}

function isRange(value: unknown): value is Range {
  return typeof value === 'object' && value !== null && 'first' in value && 'last' in value;
}

function isOutcomes(value: unknown): value is readonly Outcome[] {
  return Array.isArray(value);
}

/** The part of the outcome sent to the parent; the rest cannot be a message. */
function crashed(seed: number): Outcome {
  const { crashRecord: _, ...outcome } = simulateCrashes(seed);
  return outcome;
}

/** Runs the same seed for the MQTT-SN gateway and its sensors. */
function gateway(seed: number): Outcome {
  const { broken, fromSensors, lost } = simulateGateway(seed);
  return { seed, broken, messages: fromSensors, cuts: lost, limits: [] };
}

/** Runs of one seed. */
const RUNS = 3;

/** Runs in a child process: executes ranges of seeds on request. */
function serve(send: (outcomes: readonly Outcome[]) => void): void {
  process.on('message', (range: unknown) => {
    if (!isRange(range)) return;
    const outcomes: Outcome[] = [];
    for (let seed = range.first; seed <= range.last; seed += 1) {
      outcomes.push(simulate(seed), crashed(seed), gateway(seed));
    }
    send(outcomes);
  });
}

async function main(): Promise<void> {
  const program = new Command('simulate')
    .description(
      'Random clients and sensors, networks that break, a broker that is killed, virtual time: are all promises kept?',
    )
    .option('--seeds <n>', 'how many', whole, 1000)
    .option('--from <seed>', 'the first of them', whole, 1)
    .option('--seed <seed>', 'one alone, to replay it', whole)
    .parse();
  const options = program.opts<{ seeds: number; from: number; seed?: number }>();
  const from = options.seed ?? options.from;
  const last = options.seed ?? from + options.seeds - 1;
  const started = performance.now();
  const reached = new Map<string, number>();
  const failed = await runAll({ first: from, last }, reached);
  const count = last - from + 1;
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`${count - failed} of ${count} seeds kept all promises, in ${seconds} s`);
  const limits = [...reached].map(([limit, seeds]) => `${limit} ${seeds}`);
  if (limits.length > 0) console.log(`limits reached, and in how many seeds: ${limits.join(', ')}`);
  process.exitCode = failed === 0 ? 0 : 1;
}

/** Returns how many seeds broke a guarantee; prints each. Counts the limits that seeds reached. */
async function runAll({ first, last }: Range, reached: Map<string, number>): Promise<number> {
  let next = first;
  let failed = 0;
  let done = 0;
  const lane = (): Promise<void> =>
    new Promise((resolve, reject) => {
      const worker = fork(fileURLToPath(import.meta.url));
      const ask = (): void => {
        if (next > last) {
          worker.disconnect();
          resolve();
          return;
        }
        const range = { first: next, last: Math.min(next + PIECE - 1, last) };
        next = range.last + 1;
        worker.send(range);
      };
      worker.on('error', reject);
      worker.on('message', (outcomes: unknown) => {
        if (!isOutcomes(outcomes)) return;
        for (const { seed, broken, limits } of outcomes) {
          for (const limit of limits) reached.set(limit, (reached.get(limit) ?? 0) + 1);
          if (broken.length === 0) continue;
          failed += 1;
          console.log(`seed ${seed} (npm run thorough -- simulate --seed ${seed}):`);
          for (const line of broken) console.log(`  ${line}`);
        }
        done += outcomes.length / RUNS;
        if (process.stdout.isTTY) process.stdout.write(`\r${done} of ${last - first + 1} `);
        ask();
      });
      ask();
    });
  await Promise.all(Array.from({ length: availableParallelism() }, lane));
  if (process.stdout.isTTY) process.stdout.write('\n');
  return failed;
}

// Only a forked process has a parent to report to.
if (process.send === undefined) await main();
else serve((outcomes) => process.send?.(outcomes));
