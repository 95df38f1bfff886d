/** Messages that clients publish again (3.8.3.1). */

import type { Words } from '../../../base/message.ts';
import type { RepeatedBy, RepeatingFindings } from '../../../engine/findings/findings.ts';
import type { REPEATING } from '../../../engine/rules/repeating.ts';
import { seconds } from '../../durations.ts';
import type { RuleTexts } from '../../ruleWords.ts';
import { quoted } from './findingWords.ts';

export const repeating: RuleTexts<keyof typeof REPEATING> = {
  'messages-repeated': {
    title: 'Client publishes what it was just sent',
    explanation:
      'The server sends a message to every client with a subscription that matches. If such a client publishes it again on the same topic, subscribers get it twice; if the client or another one repeats that message, too, it goes round until one of them stops.',
    remedy:
      'Bridge a topic in one direction only, or give each side its own topic prefix. In MQTT 5, subscribe with No Local. If both publishers get their values from the same source, let one of them publish.',
  },
};

const nameOf = ({ client, stream }: RepeatedBy): string =>
  client === '' ? `connection #${stream}` : quoted(client);

/** Findings of this rule. */
export const repeatingFindings: Words<RepeatingFindings> = {
  'messages-repeated': ({ topic, times, ...by }) =>
    `The client ${nameOf(by)} publishes on ${quoted(topic)} what it was just sent on that topic: ${times} times so far.`,
  'messages-go-round': ({ topic, clients, times, period }) =>
    `A message on ${quoted(topic)} goes round: ${clients.map(nameOf).join(', ')} published it ${times} times after they were sent it, every ${seconds(period)}.`,
};
