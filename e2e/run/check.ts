/**
 * `npm run check`: checks for use while working. Needs no browser and installs nothing. `npm run check -- PART` runs
 * one part, and passes the words after it to the part's program: `npm run check -- unit src/base/varint.test.ts`,
 * `npm run check -- format --write`.
 */
import { scriptArguments } from './scriptArguments.ts';
import { conclude, type Outcome } from './step.ts';
import { firstLoad, format, lint, SAMPLE, staticChecks, types, unit, unused } from './steps.ts';

const PARTS: Readonly<Record<string, (words: readonly string[]) => Promise<Outcome>>> = {
  types,
  lint,
  format,
  unused,
  unit,
};

const [name, ...words] = scriptArguments();
const part = name === undefined ? undefined : PARTS[name];
if (part !== undefined) conclude([await part(words)]);
else if (name === undefined) {
  const [checks, load, tests] = await Promise.all([staticChecks(), firstLoad(), unit([], SAMPLE)]);
  conclude([...checks, load, tests]);
} else {
  console.error(`There is no part "${name}". The parts are ${Object.keys(PARTS).join(', ')}.`);
  process.exitCode = 2;
}
