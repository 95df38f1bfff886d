/** Explanations of facts from lower modules. */
import { say } from '../../../base/message.ts';
import type { Texts } from '../../en/texts.ts';
import { grouped } from '../../numbers.ts';
import { endCause, halfEnded } from '../ends/endCauses.ts';
import { breaches } from '../facts/breaches.ts';
import { filterError } from '../facts/filterError.ts';
import { foundWrong } from '../facts/findings.ts';
import { memberErrors } from '../facts/memberErrors.ts';
import { noteFacts } from '../facts/noteFacts.ts';
import { refusal } from '../facts/refusals.ts';
import { rulesFileError } from '../facts/rulesFile.ts';
import { RULE_IDS, rule, statement } from '../rules/all.ts';

export const explain: Texts['explain'] = {
  rule,
  watched: (packets) =>
    `检查 ${grouped(RULE_IDS.length)} 条规则，${grouped(packets)} 个报文，均符合。`,
  statement,
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
