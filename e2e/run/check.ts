/** `npm run check`: what one runs while working. No browser, nothing is installed. */
import { conclude } from './step.ts';
import { staticChecks, unit } from './steps.ts';

const [checks, tests] = await Promise.all([staticChecks(), unit(true)]);
conclude([...checks, tests]);
