/** `npm run check`: checks for use while working. Needs no browser and installs nothing. */
import { refuseArguments } from './scriptArguments.ts';
import { conclude } from './step.ts';
import { firstLoad, SAMPLE, staticChecks, unit } from './steps.ts';

refuseArguments();
const [checks, load, tests] = await Promise.all([staticChecks(), firstLoad(), unit([], SAMPLE)]);
conclude([...checks, load, tests]);
