/** Errors in a fault rules file. */

import { say, type Words } from '../../../base/message.ts';
import type { RulesFileError, RulesFileErrors } from '../../../broker/faults/rulesFile.ts';
import { memberErrors } from './memberErrors.ts';
import { jsonErrors } from './payloadErrors.ts';

/** After line and column. */
export const rulesFileErrors: Words<RulesFileErrors> = {
  'not-json': ({ what }) => `not JSON, ${say(jsonErrors, what)}`,
  'given-twice': ({ name }) => `${name} is given twice`,
  member: ({ path, why }) => `${path} ${say(memberErrors, why)}`,
};

export function rulesFileError(fault: RulesFileError): string {
  if (fault.place === undefined) return 'the file is not UTF-8';
  const { line, column } = fault.place;
  return `line ${line}, column ${column}: ${say(rulesFileErrors, fault.why)}`;
}
