/** `npm run check`: what one runs while working. No browser, nothing is installed. */
import { conclude } from './step.ts';
import { firstLoad, staticChecks, unit } from './steps.ts';

const [checks, load, tests] = await Promise.all([staticChecks(), firstLoad(), unit(true)]);
conclude([...checks, load, tests]);
