/** `npm run check`: what one runs while working. No browser, nothing is installed. */
import { conclude } from './step.ts';
import { firstLoad, SAMPLE, staticChecks, unit } from './steps.ts';

const [checks, load, tests] = await Promise.all([staticChecks(), firstLoad(), unit([], SAMPLE)]);
conclude([...checks, load, tests]);
