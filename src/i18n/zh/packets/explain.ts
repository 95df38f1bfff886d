/** Explanations of facts from lower modules. */
import { say } from '../../../base/message.ts';
import type { Texts } from '../../en/texts.ts';
import { breaches } from '../facts/breaches.ts';
import { endCause, halfEnded } from '../facts/endCauses.ts';
import { filterError } from '../facts/filterError.ts';
import { foundWrong } from '../facts/findings.ts';
import { memberErrors } from '../facts/memberErrors.ts';
import { noteFacts } from '../facts/noteFacts.ts';
import { refusal } from '../facts/refusals.ts';
import { rulesFileError } from '../facts/rulesFile.ts';
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
  memberError: (fault) => say(memberErrors, fault),
  rulesFileError,
};
