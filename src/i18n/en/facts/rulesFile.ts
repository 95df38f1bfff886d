/** Errors in a fault rules file. */

import { say, type Words } from '../../../base/message.ts';
import type { RulesFileError, RulesFileErrors } from '../../../broker/faults/rulesFile.ts';
import { memberFaults } from './memberErrors.ts';
import { jsonFaults } from './payloadFaults.ts';

/** After line and column. */
export const rulesFileFaults: Words<RulesFileErrors> = {
  'not-json': ({ what }) => `not JSON, ${say(jsonFaults, what)}`,
  'given-twice': ({ name }) => `${name} is given twice`,
  member: ({ path, why }) => `${path} ${say(memberFaults, why)}`,
};

export function rulesFileFault(fault: RulesFileError): string {
  if (fault.place === undefined) return 'the file is not UTF-8';
  const { line, column } = fault.place;
  return `line ${line}, column ${column}: ${say(rulesFileFaults, fault.why)}`;
}
