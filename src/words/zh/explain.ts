/** What the modules below hand up in words. */
import { say } from '../../base/message.ts';
import type { Texts } from '../en/texts.ts';
import { breaches } from './breaches.ts';
import { endCause, halfEnded } from './endCauses.ts';
import { filterError } from './filterError.ts';
import { foundWrong } from './findings.ts';
import { memberFaults } from './memberFaults.ts';
import { noteFacts } from './noteFacts.ts';
import { refusal } from './refusals.ts';
import { rulesFileFault } from './rulesFile.ts';
import { RULE_TEXTS } from './ruleTexts.ts';

export const explain: Texts['explain'] = {
  rule: (id) => RULE_TEXTS.found?.rule(id),
  statement: (statement) => RULE_TEXTS.found?.statement(statement) ?? statement.text,
  filterError,
  breach: (breach) => say(breaches, breach),
  ended: endCause,
  halfEnded,
  foundWrong,
  note: (fact) => say(noteFacts, fact),
  refusal,
  memberFault: (fault) => say(memberFaults, fault),
  rulesFileFault,
};
