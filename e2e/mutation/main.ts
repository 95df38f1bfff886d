/**
 * `npm run mutate FOLDER [-- --sample COUNT]`: changes the sources of a folder in many small ways, prints the
 * score, and lists the changes that no unit test notices.
 */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { Stryker } from '@stryker-mutator/core';
import { nearbyTests } from '../../build/nearbyTests.ts';
import { ROOT } from '../run/step.ts';

/** Test files of other folders. Further ones find hardly any change, and cost time for each of them. */
const MOST_OTHERS = 0;

const CACHE = 'node_modules/.cache/mutation';

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { sample: { type: 'string', default: 'Infinity' }, processes: { type: 'string' } },
});
const [folder = ''] = positionals;
if (!folder.startsWith('src/') || !statSync(path.join(ROOT, folder)).isDirectory()) {
  throw new Error('Name a folder, such as: npm run mutate src/engine/filter -- --sample 300');
}
const sources = readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts') && !/\.(?:test|testkit|d)\.ts$/.test(file))
  .map((file) => path.join(folder, file));
// Tests of the same module: those of others need their own surroundings.
const module = folder.split('/').slice(0, 2).join('/');
const near = nearbyTests(ROOT, sources, Number.POSITIVE_INFINITY).filter(
  (file) => file.startsWith(`${module}/`) && file.endsWith('.ts') && !/[mM]emory\.test/.test(file),
);
const own = near.filter((file) => file.startsWith(`${folder}/`));
const tests = [...own, ...near.filter((file) => !own.includes(file)).slice(0, MOST_OTHERS)];
console.log(`${sources.length} source files, ${tests.length} test files`);
process.env['MQTTSCOPE_MUTATION_TESTS'] = tests.join(',');
process.env['MQTTSCOPE_MUTANTS'] = values.sample;
// Few random cases: every mutant runs them anew.
process.env['MQTTSCOPE_SAMPLE'] = '1';
// Tests run in threads, which cannot change the time zone of their process.
process.env['TZ'] = 'Europe/Berlin';

const mutants = await new Stryker({
  mutate: sources,
  testRunner: 'vitest',
  vitest: { configFile: 'e2e/mutation/vitest.config.ts', related: false },
  plugins: ['@stryker-mutator/vitest-runner', path.join(import.meta.dirname, 'sample.ts')],
  checkers: ['sample'],
  checkerNodeArgs: ['--import', 'tsx'],
  testRunnerNodeArgs: ['--import', 'tsx'],
  coverageAnalysis: 'perTest',
  // Texts of errors and keys of messages have tests of their own.
  mutator: { excludedMutations: ['StringLiteral'] },
  ignorePatterns: ['dist', 'docs', 'e2e/screenshots', 'test-results', 'public'],
  ignoreStatic: true,
  concurrency: 1,
  timeoutMS: 20_000,
  dryRunTimeoutMinutes: 15,
  reporters: ['progress-append-only'],
  // TypeScript 7 has no API with which Stryker could rewrite it. Vitest does not need it.
  tsconfigFile: 'none',
  tempDirName: `${CACHE}/sandbox`,
}).runMutationTest();
const chosen = mutants.filter(({ status }) => status !== 'CompileError' && status !== 'Ignored');
for (const { fileName, location, status, replacement } of chosen) {
  console.log(status, `${path.relative(ROOT, fileName)}:${location.start.line}`, replacement, readFileSync.length);
}

