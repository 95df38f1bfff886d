/**
 * `npm run mutate FOLDER`: changes the sources of a folder in many small ways, and lists the changes that no
 * unit test notices. The report with every change is `node_modules/.cache/mutation/report.html`.
 */
import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { Stryker } from '@stryker-mutator/core';
import { nearbyTests } from '../../build/nearbyTests.ts';
import { ROOT } from '../run/step.ts';

/** Test files for one run, nearest first. Further ones find hardly any change, and cost time for each of them. */
const MOST_TESTS = 12;

const CACHE = 'node_modules/.cache/mutation';

function sourcesOf(folder: string): string[] {
  return readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !/\.(?:test|testkit|d)\.ts$/.test(file))
    .map((file) => path.join(folder, file));
}

const [folder = ''] = process.argv.slice(2);
if (!folder.startsWith('src/') || !statSync(path.join(ROOT, folder)).isDirectory()) {
  throw new Error('Name a folder, such as: npm run mutate src/engine/filter');
}
const sources = sourcesOf(folder);
// Tests of the same module: those of others need their own surroundings.
const module = folder.split('/').slice(0, 2).join('/');
const tests = nearbyTests(ROOT, sources, Number.POSITIVE_INFINITY)
  .filter(
    (file) => file.startsWith(`${module}/`) && /^(?!hostile).*\.ts$/.test(path.basename(file)),
  )
  .slice(0, MOST_TESTS);
console.log(`${sources.length} source files, ${tests.length} test files`);
process.env['MQTTSCOPE_MUTATION_TESTS'] = tests.join(',');
// Few random cases: every mutant runs them anew.
process.env['MQTTSCOPE_SAMPLE'] = '1';

await new Stryker({
  mutate: sources,
  testRunner: 'vitest',
  vitest: { configFile: 'e2e/mutation/vitest.config.ts', related: false },
  plugins: ['@stryker-mutator/vitest-runner'],
  coverageAnalysis: 'perTest',
  // Texts of errors and keys of messages have tests of their own.
  mutator: { excludedMutations: ['StringLiteral'] },
  ignorePatterns: ['dist', 'docs', 'e2e/screenshots', 'test-results', 'public'],
  ignoreStatic: true,
  concurrency: 2,
  timeoutMS: 20_000,
  dryRunTimeoutMinutes: 15,
  reporters: ['clear-text', 'html', 'progress-append-only'],
  clearTextReporter: { allowColor: false, logTests: false, allowEmojis: false },
  htmlReporter: { fileName: `${CACHE}/report.html` },
  // TypeScript 7 has no API with which Stryker could rewrite it. Vitest does not need it.
  tsconfigFile: 'none',
  tempDirName: `${CACHE}/sandbox`,
}).runMutationTest();
