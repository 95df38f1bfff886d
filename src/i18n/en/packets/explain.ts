/** Explanations of facts from lower modules: rules, statements, notes, refusals and faults. */

import { say } from '../../../base/message.ts';
import type { MemberError } from '../../../broker/core/commands/memberErrors.ts';
import type { Said } from '../../../broker/core/commands/refusals.ts';
import type { NoteFact } from '../../../engine/log/columns/noteFacts.ts';
import type { Breach } from '../../../mqtt/statements/breaches.ts';
import type { Statement } from '../../../mqtt/statements/statements.ts';
import { counted, grouped } from '../../numbers.ts';
import { endCause, halfEnded } from '../ends/endCauses.ts';
import { breaches } from '../facts/breaches.ts';
import { filterError } from '../facts/filterError.ts';
import { foundWrong } from '../facts/findings.ts';
import { memberErrors } from '../facts/memberErrors.ts';
import { noteFacts } from '../facts/noteFacts.ts';
import { rulesFileError } from '../facts/rulesFile.ts';
import { RULE_IDS, rule } from '../rules/all.ts';

export const explain = {
  rule,
  watched: (packets: number): string =>
    `${grouped(RULE_IDS.length)} rules watched, ${counted(packets, 'packet', 'packets')}, none broken.`,
  statement: ({ text }: Statement): string => text,
  filterError,
  /** Errors in the bytes of a packet. */
  breach: (breach: Breach): string => say(breaches, breach),
  /** Cause of the end of a tapped connection. */
  ended: endCause,
  /** The same, if only one side has ended it so far. */
  halfEnded,
  /** Findings of a rule. */
  foundWrong,
  /** Notes about a file or a stream. */
  note: (fact: NoteFact): string => say(noteFacts, fact),
  /** Reasons why a broker rejected a command; they are English already. */
  refusal: ({ reason }: Said): string => reason,
  /** After the path of the member. */
  memberError: (fault: MemberError): string => say(memberErrors, fault),
  rulesFileError,
};
