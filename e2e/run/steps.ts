/** The steps that `npm run check` and `npm test` are made of. */
import { type Outcome, run } from './step.ts';

function at(value: unknown, key: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  return Object.entries(value).find(([name]) => name === key)?.[1];
}

function numberAt(report: unknown, ...keys: string[]): number {
  const value = keys.reduce(at, report);
  if (typeof value !== 'number') throw new Error(`${keys.join('.')} is not a number`);
  return value;
}

function listAt(report: unknown, key: string): readonly unknown[] {
  const value = at(report, key);
  return Array.isArray(value) ? value : [];
}

/** Files that failed before any of their tests could: a fault in an import, say. */
function brokenFiles(report: unknown): number {
  const files = listAt(report, 'testResults');
  const isBroken = (file: unknown) =>
    at(file, 'status') === 'failed' && listAt(file, 'assertionResults').length === 0;
  return files.filter(isBroken).length;
}

/** Compiler and lint are written in Go: for their few seconds, memory is cheaper than collecting it. */
const MEMORY_FOR_TIME = { GOGC: '400' };

export function types(): Promise<Outcome> {
  return run({ name: 'types', program: 'tsc', args: ['-b'], env: MEMORY_FOR_TIME }, true);
}

/** @param files those that are checked; all by default */
export function lint(files = ['src', 'e2e', 'build', 'vite.config.ts']): Promise<Outcome> {
  return run({ name: 'lint', program: 'oxlint', args: files, env: MEMORY_FOR_TIME }, true);
}

/** @param files those that are checked; all by default */
export function format(files = ['.']): Promise<Outcome> {
  const args = ['check', '--linter-enabled=false', '--no-errors-on-unmatched', ...files];
  return run({ name: 'format', program: 'biome', args }, true);
}

/** Types, lint, format and unused code: one check each. */
export async function staticChecks(): Promise<Outcome[]> {
  const compiled = await types();
  const rest = await Promise.all([
    lint(),
    format(),
    run({ name: 'unused', program: 'knip', args: ['--no-progress', '--cache'] }, true),
  ]);
  return [compiled, ...rest];
}

/** What a first visit loads; builds the app where that was not done. */
export function firstLoad(): Promise<Outcome> {
  return run({ name: 'first load', program: 'tsx', args: ['e2e/run/checkFirstLoad.ts'] }, true);
}

/** Tests without a browser, those that `args` names or all of them. */
export function unit(
  args: readonly string[] = [],
  env: Readonly<Record<string, string>> = {},
): Promise<Outcome> {
  return run({
    name: 'unit',
    program: 'vitest',
    args: ['run', '--reporter=default', '--reporter=json', '--outputFile.json=$REPORT', ...args],
    env,
    count: (report) => ({
      passed: numberAt(report, 'numPassedTests'),
      // What did not run counts against the run: nothing is skipped in silence.
      failed:
        numberAt(report, 'numTotalTests') -
        numberAt(report, 'numPassedTests') +
        brokenFiles(report),
    }),
  });
}

/** Cuts the long suites of `unit` down to what fits into a check while working. */
export const SAMPLE = { MQTTSCOPE_SAMPLE: '1' };

/** Tests in a real browser, with the built companion, and against a real Mosquitto: those that `args` names or all. */
export function browser(
  env: Readonly<Record<string, string>>,
  args: readonly string[] = [],
): Promise<Outcome> {
  return playwright('e2e', args, env);
}

/** The walk of a new user in the engines that are there. */
export function engines(env: Readonly<Record<string, string>>): Promise<Outcome> {
  return playwright('browsers', ['e2e/engines.spec.ts'], env);
}

function playwright(
  name: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<Outcome> {
  return run({
    name,
    program: 'playwright',
    args: ['test', '--config=e2e/playwright.config.ts', '--reporter=list,json', ...args],
    env,
    reportEnv: 'PLAYWRIGHT_JSON_OUTPUT_FILE',
    count: (report) => ({
      passed: numberAt(report, 'stats', 'expected'),
      failed:
        numberAt(report, 'stats', 'unexpected') +
        numberAt(report, 'stats', 'flaky') +
        numberAt(report, 'stats', 'skipped'),
    }),
  });
}
