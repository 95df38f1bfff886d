/** What a packet says in short, in English: rooms that write files make lines of it; `words` has these, and others. */
import type { Summary, SummaryParts } from './describe.ts';
import { say, type Words } from './fact.ts';
import { reasonCodeText } from './reasonCodes.ts';

function listed(items: readonly string[], more: number): string {
  const named = items.join(', ');
  return more > 0 ? `${named} and ${more.toString()} more` : named;
}

export const SUMMARY_TEXTS: Words<SummaryParts> = {
  'client-id': ({ clientId }) => (clientId === '' ? '(no client identifier)' : clientId),
  'clean-start': ({ version }) => (version === 5 ? 'clean start' : 'clean session'),
  'keep-alive': ({ seconds }) =>
    seconds === 0 ? 'keep alive off' : `keep alive ${seconds.toString()} s`,
  will: ({ topic }) => `will ${topic}`,
  accepted: () => 'accepted',
  'session-present': () => 'session present',
  topic: ({ topic }) => topic,
  'topic-alias': ({ alias }) => `topic alias ${alias.toString()}`,
  subscriptions: ({ named, more }) =>
    listed(
      named.map(({ filter, qos }) => `${filter} QoS ${qos.toString()}`),
      more,
    ),
  filters: ({ named, more }) => listed(named, more),
  code: ({ place, code, version }) => reasonCodeText(place, code, version),
  codes: ({ place, named, more, version }) =>
    listed(
      named.map((code) =>
        place === 'suback' && code <= 2
          ? `granted QoS ${code.toString()}`
          : reasonCodeText(place, code, version),
      ),
      more,
    ),
  'authentication-method': ({ method }) => method,
  'reason-string': ({ text }) => text,
};

/** On one line; empty parts say nothing. */
export function summaryText(summary: Summary, words: Words<SummaryParts> = SUMMARY_TEXTS): string {
  return summary
    .map((part) => say(words, part))
    .filter((text) => text !== '')
    .join(' · ');
}
