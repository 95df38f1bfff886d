/** `npm run thorough`: runs all long tests or the named ones: `npm run thorough -- hostile`. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { testPrograms } from './programs.ts';
import { scriptArguments } from './scriptArguments.ts';
import { conclude, type Outcome, ROOT, run } from './step.ts';
import { browser, unit } from './steps.ts';

const THOROUGH = { MQTTSCOPE_THOROUGH: '1' };
/** File name patterns of tests that measure memory or replay hostile inputs. */
const MEMORY = 'emory.test';
const HOSTILE = 'hostile';
/** Files with one test of a hostile input among others. */
const HOSTILE_TOO = [
  'src/companion/data/dataLock.test.ts',
  'src/companion/data/data.test.ts',
  'src/companion/captures/problemsCommand.test.ts',
  'src/companion/serve/reloadOnChange.test.ts',
  'src/companion/platform/webhook.test.ts',
  'src/companion/http/hostRules.test.ts',
  'src/companion/access/scramVerifiers.test.ts',
  'src/companion/access/userCheck.test.ts',
  'src/companion/clock/wakeTimer.test.ts',
  'src/profiles/files/readFile.test.ts',
  'src/ui/shell/boundaries.test.tsx',
];
const HOSTILE_PAGES = ['boundaries', 'stuckWorker', 'onDisk', 'numbers'];

/** Browser tests with a short version for `npm test`: those that use `isThorough`. */
function shortenedSpecs(): readonly string[] {
  return readdirSync(path.join(ROOT, 'e2e'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.spec.ts'))
    .map((name) => `e2e/${name}`)
    .filter((file) => readFileSync(path.join(ROOT, file), 'utf8').includes('isThorough'));
}

const PARTS: Readonly<Record<string, () => Promise<Outcome[]>>> = {
  unit: async () => [
    await unit([`--exclude=**/*${MEMORY}*`, `--exclude=**/${HOSTILE}*`], THOROUGH),
  ],
  secrets: async () => [
    await unit(['plantedSecrets', '--maxWorkers=2'], { MQTTSCOPE_SECRETS: '100000' }),
  ],
  simulation: async () => [
    await run({
      name: 'simulation',
      program: 'tsx',
      args: ['src/broker/core/simulate.testkit.ts', '--seeds', '3000'],
    }),
  ],
  memory: async () => [await unit([MEMORY, '--maxWorkers=1'], THOROUGH)],
  pages: async () => [await browser({ ...testPrograms(), ...THOROUGH }, shortenedSpecs())],
  hostile: async () => [
    await unit([HOSTILE, ...HOSTILE_TOO], THOROUGH),
    await browser(
      { ...testPrograms(), ...THOROUGH },
      [HOSTILE, ...HOSTILE_PAGES].map((name) => `/${name}`),
    ),
  ],
};

const named = scriptArguments();
const unknown = named.find((name) => !(name in PARTS));
if (unknown === undefined) {
  const outcomes: Outcome[] = [];
  for (const name of named.length > 0 ? named : Object.keys(PARTS)) {
    outcomes.push(...((await PARTS[name]?.()) ?? []));
  }
  conclude(outcomes);
} else {
  console.error(`There is no part "${unknown}". The parts are ${Object.keys(PARTS).join(', ')}.`);
  process.exitCode = 2;
}
