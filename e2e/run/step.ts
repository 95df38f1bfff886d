/** Runs a step of a test run: a command with its output and its number of passed checks. */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

export const ROOT = path.resolve(import.meta.dirname, '../..');

export interface Outcome {
  readonly name: string;
  readonly passed: number;
  readonly failed: number;
  readonly seconds: number;
}

interface Step {
  readonly name: string;
  /** A program of node_modules/.bin. */
  readonly program: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Fails if it prints anything. */
  readonly isSilent?: true;
  /** Environment variable with the path for the runner's report. */
  readonly reportEnv?: string;
  /** Reads the counts from the runner's JSON report in `$REPORT`. A step without one counts as one check. */
  readonly count?: (report: unknown) => { passed: number; failed: number };
}

/** Runs a step. A `quiet` step shows its output only if it fails, and otherwise only its warnings. */
export async function run(step: Step, quiet = false): Promise<Outcome> {
  const started = Date.now();
  const folder = mkdtempSync(path.join(tmpdir(), 'mqttscope-run-'));
  const report = path.join(folder, 'report.json');
  const args = step.args.map((arg) => arg.replace('$REPORT', report));
  const code = await execute(step, args, report, quiet);
  const counts = countOf(step, report, code);
  rmSync(folder, { recursive: true });
  const outcome = { name: step.name, ...counts, seconds: (Date.now() - started) / 1000 };
  console.log(line(outcome));
  return outcome;
}

function execute(
  step: Step,
  args: readonly string[],
  report: string,
  quiet: boolean,
): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(path.join(ROOT, 'node_modules/.bin', step.program), args, {
      cwd: ROOT,
      stdio: ['ignore', quiet ? 'pipe' : 'inherit', quiet ? 'pipe' : 'inherit'],
      env: {
        ...process.env,
        NO_COLOR: '1',
        ...step.env,
        ...(step.reportEnv && { [step.reportEnv]: report }),
      },
    });
    const output: Buffer[] = [];
    child.stdout?.on('data', (data: Buffer) => output.push(data));
    child.stderr?.on('data', (data: Buffer) => output.push(data));
    child.on('error', reject);
    child.on('close', (code) => {
      const text = Buffer.concat(output).toString();
      const isNoisy = step.isSilent === true && text !== '';
      const failed = isNoisy ? 1 : (code ?? 1);
      if (quiet) process.stdout.write(failed === 0 ? warningsIn(text) : text);
      resolve(failed);
    });
  });
}

/** Lines that begin with `Warning:`. */
const warningsIn = (text: string): string => (text.match(/^Warning: .*\n/gm) ?? []).join('');

function countOf(step: Step, report: string, code: number): { passed: number; failed: number } {
  const wrong = { passed: 0, failed: 1 };
  if (!step.count) return code === 0 ? { passed: 1, failed: 0 } : wrong;
  let counts: { passed: number; failed: number };
  try {
    const parsed: unknown = JSON.parse(readFileSync(report, 'utf8'));
    counts = step.count(parsed);
  } catch (error) {
    console.log(`${step.name}: no report was written (${String(error)})`);
    return wrong;
  }
  // A runner that fails without a failed test (a crash, an error outside tests) counts as failed.
  if (code !== 0 && counts.failed === 0) return { ...counts, failed: 1 };
  return counts;
}

const line = (o: Outcome): string =>
  `${o.failed > 0 ? '✗' : '✓'} ${o.name.padEnd(8)} ${o.passed} passed, ${o.failed} failed  (${o.seconds.toFixed(1)} s)`;

/** Prints `notes` and the sum of all steps, which is the last line, and sets the exit code. */
export function conclude(outcomes: readonly Outcome[], notes: readonly string[] = []): void {
  const sum = (pick: (o: Outcome) => number) => outcomes.reduce((n, o) => n + pick(o), 0);
  console.log('');
  for (const outcome of outcomes) console.log(line(outcome));
  for (const note of notes) console.log(note);
  console.log(`${sum((o) => o.passed)} passed, ${sum((o) => o.failed)} failed`);
  process.exitCode = sum((o) => o.failed) > 0 ? 1 : 0;
}
