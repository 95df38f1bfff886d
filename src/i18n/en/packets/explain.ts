/** What the modules below hand up: rules, statements, notes, refusals and faults. */

import { say } from '../../../base/message.ts';
import type { MemberFault } from '../../../broker/core/commands/memberFaults.ts';
import type { Said } from '../../../broker/core/commands/refusals.ts';
import type { NoteFact } from '../../../engine/log/columns/noteFacts.ts';
import type { Breach } from '../../../mqtt/statements/breaches.ts';
import type { Statement } from '../../../mqtt/statements/statements.ts';
import type { RuleWords } from '../../ruleWords.ts';
import { breaches } from '../facts/breaches.ts';
import { endCause, halfEnded } from '../facts/endCauses.ts';
import { filterError } from '../facts/filterError.ts';
import { foundWrong } from '../facts/findings.ts';
import { memberFaults } from '../facts/memberFaults.ts';
import { noteFacts } from '../facts/noteFacts.ts';
import { rulesFileFault } from '../facts/rulesFile.ts';
import { RULE_TEXTS } from './ruleTexts.ts';

export const explain = {
  /** By its id, once the words of rules are loaded; undefined for a rule of a newer program. */
  rule: (id: string): RuleWords | undefined => RULE_TEXTS.found?.rule(id),
  statement: ({ text }: Statement): string => text,
  filterError,
  /** What is wrong with the bytes of a packet. */
  breach: (breach: Breach): string => say(breaches, breach),
  /** Why a tapped connection ended. */
  ended: endCause,
  /** The same, where one side has ended it and the other one has not yet. */
  halfEnded,
  /** What a rule has found. */
  foundWrong,
  /** What is to be known of a file or a stream. */
  note: (fact: NoteFact): string => say(noteFacts, fact),
  /** Why a broker did not do what it was asked to: English is its own language. */
  refusal: ({ reason }: Said): string => reason,
  /** Behind the path of the member. */
  memberFault: (fault: MemberFault): string => say(memberFaults, fault),
  rulesFileFault,
};
