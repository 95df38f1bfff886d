/** Summaries of packets. */

import type { Words } from '../../../base/message.ts';
import type { SummaryParts } from '../../../mqtt/dissect/describe.ts';
import { reasonCode } from '../codes/reasonCodes.ts';

function listed(items: readonly string[], more: number): string {
  const named = items.join(', ');
  return more > 0 ? `${named} and ${more} more` : named;
}

export const summaryParts: Words<SummaryParts> = {
  'client-id': ({ clientId }) => (clientId === '' ? '(no client ID)' : clientId),
  'clean-start': ({ version }) => (version === 5 ? 'clean start' : 'clean session'),
  'keep-alive': ({ seconds }) => (seconds === 0 ? 'keep alive off' : `keep alive ${seconds} s`),
  will: ({ topic }) => `will ${topic}`,
  accepted: () => 'accepted',
  'session-present': () => 'session present',
  topic: ({ topic }) => topic,
  'topic-alias': ({ alias }) => `topic alias ${alias}`,
  subscriptions: ({ named, more }) =>
    listed(
      named.map(({ filter, qos }) => `${filter} QoS ${qos}`),
      more,
    ),
  filters: ({ named, more }) => listed(named, more),
  code: reasonCode,
  codes: ({ place, named, more, version }) =>
    listed(
      named.map((code) =>
        place === 'suback' && code <= 2
          ? `granted QoS ${code}`
          : reasonCode({ place, code, version }),
      ),
      more,
    ),
  'authentication-method': ({ method }) => method,
  'reason-string': ({ text }) => text,
};
