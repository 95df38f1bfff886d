/** Errors in a display filter, with a suggested fix. */

import { say } from '../../../base/message.ts';
import type { FilterError } from '../../../engine/filter/syntax/filterError.ts';
import { filterErrors } from './filterErrors.ts';

/** Without a fix, only the error. */
export function filterError({ fact, fix }: Pick<FilterError, 'fact' | 'fix'>): string {
  const said = say(filterErrors, fact);
  return fix === undefined ? said : `${said}请写 ${fix}`;
}
