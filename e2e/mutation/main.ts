/**
 * `npm run mutate FOLDER -- --sample 300`: changes the sources of a folder in many small ways, lists the
 * changes that no unit test notices, and prints the share of the others. Without `--sample`, makes all changes.
 */
import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { Stryker } from '@stryker-mutator/core';
import { nearbyTests } from '../../build/nearbyTests.ts';
import { ROOT } from '../run/step.ts';
import { SAMPLE_SIZE, strykerPlugins } from './sample.ts';
import { printScore } from './score.ts';

/** Test files of other folders. Further ones find hardly any change, and cost time for each of them. */
const MOST_OTHERS = 8;

/** Test files that measure time or memory, which mutants and busy machines change. */
const MEASURED = /\/hostile|[mM]emory\.test/;

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    sample: { type: 'string', default: 'Infinity' },
    processes: { type: 'string', default: '2' },
  },
});
const [folder = ''] = positionals;
if (!folder.startsWith('src/') || !statSync(path.join(ROOT, folder)).isDirectory()) {
  throw new Error('Name a folder, such as: npm run mutate src/engine/filter -- --sample 300');
}
if (!(Number(values.sample) > 0 && Number(values.processes) > 0)) {
  throw new Error('--sample and --processes take a number above 0.');
}
const sources = readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts') && !/\.(?:test|testkit|d)\.ts$/.test(file))
  .map((file) => path.join(folder, file));
// Tests of the same module only: the tests of other modules need their own setup.
const module = folder.split('/').slice(0, 2).join('/');
const near = nearbyTests(ROOT, sources, Number.POSITIVE_INFINITY).filter(
  (file) => file.startsWith(`${module}/`) && file.endsWith('.ts') && !MEASURED.test(file),
);
const own = near.filter((file) => file.startsWith(`${folder}/`));
const others = near.filter((file) => !file.startsWith(`${folder}/`)).slice(0, MOST_OTHERS);
console.log(`${sources.length} source files, ${own.length + others.length} test files`);
process.env['MQTTSCOPE_MUTATION_TESTS'] = [...own, ...others].join(',');
process.env[SAMPLE_SIZE] = values.sample;
// Few random cases, because every mutant runs them again.
process.env['MQTTSCOPE_SAMPLE'] = '1';
// Tests run in threads, which cannot set the time zone for themselves.
process.env['TZ'] = 'Europe/Berlin';

const cache = 'node_modules/.cache/mutation';
const typeScript = ['--import', 'tsx'];
const mutants = await new Stryker({
  mutate: sources,
  testRunner: 'vitest',
  vitest: { configFile: 'e2e/mutation/vitest.config.ts', related: false },
  plugins: ['@stryker-mutator/vitest-runner', path.join(import.meta.dirname, 'sample.ts')],
  checkers: strykerPlugins.map(({ name }) => name),
  checkerNodeArgs: typeScript,
  testRunnerNodeArgs: typeScript,
  coverageAnalysis: 'perTest',
  // Texts of errors and keys of messages have separate tests.
  mutator: { excludedMutations: ['StringLiteral'] },
  ignorePatterns: ['dist', 'docs', 'e2e/screenshots', 'test-results', 'public'],
  // Tables and other values made once per process.
  ignoreStatic: true,
  concurrency: Number(values.processes),
  timeoutMS: 20_000,
  dryRunTimeoutMinutes: 30,
  reporters: ['html', 'progress-append-only'],
  htmlReporter: { fileName: `${cache}/report.html` },
  // TypeScript 7 has no API with which Stryker could rewrite it. Vitest does not need it.
  tsconfigFile: 'none',
  tempDirName: `${cache}/sandbox`,
}).runMutationTest();
printScore(mutants);
