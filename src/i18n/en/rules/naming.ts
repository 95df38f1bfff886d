/** Topic names and topic filters that miss each other (4.7.3). */

import type { Words } from '../../../base/message.ts';
import type { NamingFindings, Slip } from '../../../engine/findings/findings.ts';
import type { NAMING } from '../../../engine/rules/naming.ts';
import type { RuleTexts } from '../../ruleWords.ts';
import { quoted } from './findingWords.ts';

export const naming: RuleTexts<keyof typeof NAMING> = {
  'filter-misses-topic': {
    title: 'Filter misses a topic by a character',
    explanation:
      'No message in this capture matched the topic filter, and no client got the messages on a topic that is almost the same. A server compares topics character by character: case, blanks, and slashes at the beginning and the end count.',
    remedy: 'If the client wants that topic, use the same spelling on both sides.',
  },
};

const SLIPS: Readonly<Record<Slip, string>> = {
  case: 'upper and lower case',
  slash: 'slashes',
  blank: 'blanks',
  letter: 'a letter',
};

/** Findings of this rule. */
export const namingFindings: Words<NamingFindings> = {
  'filter-misses-topic': ({ filter, topic, slip }) =>
    `No message in this capture matched ${quoted(filter)}, and no client in it got those on ${quoted(topic)}: they differ by ${SLIPS[slip]}.`,
};
