/**
 * `npm run thorough`: runs all long tests, or the named ones: `npm run thorough -- hostile`. Some parts are only run
 * by name: they install programs or take half an hour. Words after a part with options are its own:
 * `npm run thorough -- simulate --seeds 20000`.
 */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { allPrograms, testPrograms } from './programs.ts';
import { scriptArguments } from './scriptArguments.ts';
import { services } from './services.ts';
import { conclude, type Outcome, ROOT, run } from './step.ts';
import { browser, engines, unit } from './steps.ts';

const THOROUGH = { MQTTSCOPE_THOROUGH: '1' };
/** File name patterns of tests that measure memory or replay hostile inputs. */
const MEMORY = 'emory.test';
const HOSTILE = 'hostile';
/** Files with one test of a hostile input among others. */
const HOSTILE_TOO = [
  'src/companion/data/dataLock.test.ts',
  'src/companion/data/data.test.ts',
  'src/companion/captures/problemsCommand.test.ts',
  'src/companion/http/hostRules.test.ts',
  'src/companion/access/userCheck.test.ts',
  'src/companion/clock/wakeTimer.test.ts',
  'src/profiles/files/readFile.test.ts',
  'src/ui/shell/boundaries.test.tsx',
];
/** Seeds of the broker's simulation. */
const SEEDS = ['--seeds', '3000'];
const HOSTILE_PAGES = ['boundaries', 'stuckWorker', 'numbers'];

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

/** Parts with words of their own. */
const WITH_WORDS: Readonly<Record<string, (words: readonly string[]) => Promise<Outcome[]>>> = {
  simulate: async (words) => [
    await run({
      name: 'simulate',
      program: 'tsx',
      args: ['src/broker/core/simulate.testkit.ts', ...(words.length > 0 ? words : SEEDS)],
    }),
  ],
  services,
  soak: async (words) => [
    await run({ name: 'soak', program: 'tsx', args: ['e2e/soak/main.ts', ...words] }),
  ],
  browsers: async () => [await engines(allPrograms())],
};

async function outcomesOf(names: readonly string[]): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const name of names) {
    outcomes.push(...((await (PARTS[name]?.() ?? WITH_WORDS[name]?.([]))) ?? []));
  }
  return outcomes;
}

const [first, ...words] = scriptArguments();
const withWords = first === undefined ? undefined : WITH_WORDS[first];
const named = first === undefined ? [...Object.keys(PARTS), 'simulate'] : [first, ...words];
const unknown =
  withWords === undefined
    ? named.find((name) => !(name in PARTS) && !(name in WITH_WORDS))
    : undefined;
if (unknown !== undefined) {
  const all = [...Object.keys(PARTS), ...Object.keys(WITH_WORDS)];
  console.error(`There is no part "${unknown}". The parts are ${all.join(', ')}.`);
  process.exitCode = 2;
} else conclude(withWords === undefined ? await outcomesOf(named) : await withWords(words));
