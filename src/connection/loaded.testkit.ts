/** Before tests: what a worker loads when it is first asked for it is there, so that commands act at once. */
import { SPILLING } from './commandParts.ts';
import { OPENING, REPLAYING, SAVING } from './files/fileParts.ts';
import { FILTER_LANGUAGE } from './filterRuns.ts';
import { PUBLISHING } from './laterWork.ts';
import { diagnosing } from './tab/tabPlatform.ts';
import { TAPPING, WATCHING_FAULTS } from './taps/watching.ts';

await Promise.all([
  FILTER_LANGUAGE.load(),
  OPENING.load(),
  PUBLISHING.load(),
  REPLAYING.load(),
  SAVING.load(),
  SPILLING.load(),
  TAPPING.load(),
  WATCHING_FAULTS.load(),
  diagnosing.load(),
]);
