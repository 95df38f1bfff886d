/** Findings of rules in a conversation. */

import { say, type Words } from '../../../base/message.ts';
import type { Findings } from '../../../engine/findings/findings.ts';
import type { FoundWrong, ProblemWords } from '../../../engine/findings/problem.ts';
import { acknowledgingFindings } from '../rules/acknowledging.ts';
import { connectingFindings } from '../rules/connecting.ts';
import { forwardingFindings } from '../rules/forwarding.ts';
import { keepAliveFindings } from '../rules/keepAlive.ts';
import { namingFindings } from '../rules/naming.ts';
import { publishingFindings } from '../rules/publishing.ts';
import { repeatedEndFindings } from '../rules/repeatedEnds.ts';
import { repeatingFindings } from '../rules/repeating.ts';
import { retainingFindings } from '../rules/retaining.ts';
import { suppliedFindings } from '../rules/schemas.ts';
import { sessionFindings } from '../rules/sessions.ts';
import { sharingFindings } from '../rules/sharing.ts';
import { conventionFinding } from '../rules/sparkplugFindings.ts';
import { subscribingFindings } from '../rules/subscribing.ts';
import { willFindings } from '../rules/wills.ts';
import { breaches } from './breaches.ts';

export const findings: Words<Findings> = {
  'of-bytes': ({ breach }) => say(breaches, breach),
  'of-convention': ({ found }) => {
    const text = found.args['en'];
    return text === undefined ? (conventionFinding(found) ?? found.key) : `${text}.`;
  },
  ...connectingFindings,
  ...sessionFindings,
  ...repeatedEndFindings,
  ...keepAliveFindings,
  ...acknowledgingFindings,
  ...subscribingFindings,
  ...sharingFindings,
  ...namingFindings,
  ...forwardingFindings,
  ...repeatingFindings,
  ...retainingFindings,
  ...willFindings,
  ...publishingFindings,
  ...suppliedFindings,
};

export function foundWrong({ finding, treatedBy }: FoundWrong): string {
  const what = say(findings, finding);
  if (treatedBy === undefined) return what;
  const rules = treatedBy.map((rule) => (rule === 'step' ? 'step mode' : rule));
  return `${what} Changed on purpose by ${rules.join(', ')}.`;
}

/** Words in files and filters, the same in every language. */
export const problemWords: ProblemWords = { foundWrong };
