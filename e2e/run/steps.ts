/** Steps of `npm run check` and `npm test`. */
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

/** Files that failed before their tests, for example by an import error. */
function brokenFiles(report: unknown): number {
  const files = listAt(report, 'testResults');
  const isBroken = (file: unknown) =>
    at(file, 'status') === 'failed' && listAt(file, 'assertionResults').length === 0;
  return files.filter(isBroken).length;
}

/** Compiler and linter are written in Go and run for seconds: memory is cheaper than garbage collection. */
const MEMORY_FOR_TIME = { GOGC: '400' };

export function types(options: readonly string[] = []): Promise<Outcome> {
  const args = ['-b', ...options];
  return run({ name: 'types', program: 'tsc', args, env: MEMORY_FOR_TIME }, true);
}

/** The words, and all paths if the words have options only. */
const withPaths = (words: readonly string[], all: readonly string[]): readonly string[] =>
  words.every((word) => word.startsWith('-')) ? [...words, ...all] : words;

/** @param words options and checked files; all files by default */
export function lint(words: readonly string[] = []): Promise<Outcome> {
  const args = withPaths(words, ['src', 'e2e', 'build', 'vite.config.ts']);
  return run({ name: 'lint', program: 'oxlint', args, env: MEMORY_FOR_TIME }, true);
}

/** @param words options and checked files; all files by default */
export function format(words: readonly string[] = []): Promise<Outcome> {
  const fixed = ['check', '--linter-enabled=false', '--no-errors-on-unmatched'];
  const args = [...fixed, ...withPaths(words, ['.'])];
  return run({ name: 'format', program: 'biome', args }, true);
}

/** Exports, files and dependencies without use. */
export function unused(options: readonly string[] = []): Promise<Outcome> {
  const args = ['--no-progress', '--cache', ...options];
  return run({ name: 'unused', program: 'knip', args }, true);
}

/** Types, lint, format and unused code, as one check each. */
export async function staticChecks(): Promise<Outcome[]> {
  const compiled = await types();
  const rest = await Promise.all([lint(), format(), unused()]);
  return [compiled, ...rest];
}

/** Checks the size of a first visit; builds the app if needed. */
export function firstLoad(): Promise<Outcome> {
  return run({ name: 'first load', program: 'tsx', args: ['e2e/run/checkFirstLoad.ts'] }, true);
}

/** Tests without a browser: those named in `args`, or all. */
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
      // Tests that did not run count as failed: none is skipped silently.
      failed:
        numberAt(report, 'numTotalTests') -
        numberAt(report, 'numPassedTests') +
        brokenFiles(report),
    }),
  });
}

/** Shortens the long suites of `unit` for checks while working. */
export const SAMPLE = { MQTTSCOPE_SAMPLE: '1' };

/**
 * Tests in a real browser with the built companion, and with a real Mosquitto: those named in `args`, or all.
 */
export function browser(
  env: Readonly<Record<string, string>>,
  args: readonly string[] = [],
): Promise<Outcome> {
  return playwright('e2e', args, env);
}

/** A new user's walkthrough in the installed engines. */
export function engines(env: Readonly<Record<string, string>>): Promise<Outcome> {
  return playwright('browsers', ['e2e/program/engines.spec.ts'], env);
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
