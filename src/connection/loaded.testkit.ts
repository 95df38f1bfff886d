/** Loads a worker's lazy code before tests, so that commands take effect at once. */

import { OPENING, REPLAYING, SAVING } from './files/fileParts.ts';
import { FILTER_LANGUAGE } from './questions/filterRuns.ts';
import { diagnosing } from './tab/wholeInstrument.ts';
import { TAPPING, WATCHING_FAULTS } from './taps/watching.ts';
import { PUBLISHING } from './worker/lazyServices.ts';

await Promise.all([
  FILTER_LANGUAGE.load(),
  OPENING.load(),
  PUBLISHING.load(),
  REPLAYING.load(),
  SAVING.load(),
  TAPPING.load(),
  WATCHING_FAULTS.load(),
  diagnosing.load(),
]);
