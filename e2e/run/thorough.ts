/** `npm run thorough`: the tests that take long, all of them or those that are named: `npm run thorough -- hostile`. */
import { testPrograms } from './programs.ts';
import { conclude, type Outcome, run } from './step.ts';
import { browser, unit } from './steps.ts';

const THOROUGH = { MQTTSCOPE_THOROUGH: '1' };
/** File names of tests that measure memory, and of those that replay hostile inputs. */
const MEMORY = 'emory.test';
const HOSTILE = 'hostile';

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
  hostile: async () => [
    await unit([HOSTILE], THOROUGH),
    await browser({ ...testPrograms(), ...THOROUGH }, [`e2e/${HOSTILE}`]),
  ],
};

const named = process.argv.slice(2);
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
