/** What is wrong with a display filter, and what to write instead. */

import { say } from '../../../base/message.ts';
import type { FilterError } from '../../../engine/filter/syntax/fault.ts';
import { filterFaults } from './filterFaults.ts';

/** Without a fix, what is wrong alone. */
export function filterError({ fact, fix }: Pick<FilterError, 'fact' | 'fix'>): string {
  const said = say(filterFaults, fact);
  return fix === undefined ? said : `${said}请写 ${fix}`;
}
