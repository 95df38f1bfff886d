/** Commands for capture files beside tshark on the same file, by processor time. */

import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { findOrInstall } from '../../run/programs.ts';
import { ROOT } from '../../run/step.ts';
import { median, whole } from '../figures.ts';
import { record } from '../results.ts';
import type { FigureName } from '../targets.ts';
import { writeMixedCapture } from './mixedCapture.ts';

const STREAMS = 20;
const MANY_STREAMS = 10_000;
const MESSAGES = 300_000;
const ROUNDS = 5;
const PROGRAM = path.join(ROOT, 'dist/companion/main.js');

/** undefined, after a message, if it is neither there nor can be installed. */
export const tsharkPath = (): string | undefined => findOrInstall('tshark').tshark;

/** `TShark 4.0.17` */
export function tsharkVersion(tshark: string): string {
  const { stdout } = spawnSync(tshark, ['--version'], { encoding: 'utf8' });
  return `TShark ${/[\d.]+\d/.exec(stdout)?.[0] ?? '?'}`;
}

/** Seconds of processor time of the program and its threads, its output discarded. */
async function secondsOf(program: string, args: readonly string[]): Promise<number> {
  const before = childSeconds();
  const child = spawn(program, args, { stdio: ['ignore', 'ignore', 'pipe'] });
  let errors = '';
  child.stderr.on('data', (data: Buffer) => {
    errors += data.toString();
  });
  await once(child, 'close');
  if (child.exitCode !== 0) throw new Error(`${program} ${args.join(' ')}: ${errors}`);
  return childSeconds() - before;
}

/** Sums all ended children (`man 5 proc`); the bench runs one at a time. */
function childSeconds(): number {
  const file = '/proc/self/stat';
  if (!existsSync(file)) throw new Error('the processor time of programs is known only on Linux');
  const stat = readFileSync(file, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[13]) + Number(fields[14])) / 100;
}

export async function benchTshark(tshark: string): Promise<void> {
  const base = path.join(tmpdir(), `mqttscope-bench-${process.pid}`);
  const [file, many, out] = [`${base}.pcapng`, `${base}-many.pcapng`, `${base}.ndjson`] as const;
  const ours = (...args: string[]) => secondsOf(process.execPath, [PROGRAM, ...args]);
  const text = () => secondsOf(tshark, ['-r', file]);
  const json = () => secondsOf(tshark, ['-r', file, '-T', 'ek', '-j', 'mqtt']);
  try {
    const packets = writeMixedCapture(file, STREAMS, MESSAGES);
    const packetsOfMany = writeMixedCapture(many, MANY_STREAMS, MESSAGES);
    console.log(
      `\n${whole(MESSAGES)} messages in ${STREAMS} streams, ${whole(packets)} packets, beside tshark`,
    );
    const pairs: readonly (readonly [FigureName, () => Promise<number>, () => Promise<number>])[] =
      [
        ['tsharkText', () => ours('dissect', file), text],
        ['tsharkJson', () => ours('dissect', '--json', file), json],
        ['tsharkProblems', () => ours('problems', file), text],
        ['tsharkConvert', () => ours('convert', file, '-o', out), json],
      ];
    for (const [figure, run, beside] of pairs) {
      const seen: { readonly own: number; readonly its: number }[] = [];
      for (let round = 0; round < ROUNDS; round += 1) {
        seen.push({ own: await run(), its: await beside() });
      }
      const [own, its] = [median(seen.map((one) => one.own)), median(seen.map((one) => one.its))];
      console.log(`  ${own.toFixed(1)} s beside ${its.toFixed(1)} s`);
      record(figure, own / its);
    }
    const each: { readonly few: number; readonly lots: number }[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const few = (await ours('dissect', file)) / packets;
      each.push({ few, lots: (await ours('dissect', many)) / packetsOfMany });
    }
    record(
      'dissectStreams',
      median(each.map(({ lots }) => lots)) / median(each.map(({ few }) => few)),
    );
  } finally {
    for (const one of [file, many, out]) rmSync(one, { force: true });
  }
}
