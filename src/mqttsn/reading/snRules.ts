/** What is judged of messages of MQTT-SN, as reports name it. */
import type { SnBreach } from '../snProblems.ts';
import type { SnTalkBreach } from './snTalk.ts';

/** In the order in which they are listed. */
export const SN_RULE_KEYS = [
  'empty',
  'wrong-length',
  'unknown-type',
  'too-short',
  'left-over',
  'reserved-flags',
  'reserved-topic-kind',
  'protocol-id',
  'client-id-length',
  'return-code',
  'topic-id',
  'message-id',
  'qos-without-session',
  'not-utf8',
  'topic-name',
  'long-form',
  'unknown-topic-id',
  'not-connected',
  'sent-to-sleeper',
  'sent-asleep',
  'overslept',
  'two-at-once',
  'answers-nothing',
  'again-without-dup',
  'rejected',
] as const satisfies readonly (SnBreach | SnTalkBreach)['key'][];

/** Only those that are listed: a breach that is missing there does not compile where it is told. */
export type SnRuleKey = (typeof SN_RULE_KEYS)[number];

export const snRuleOf = (key: SnRuleKey): string => `sn-${key}`;

export const SN_RULES: ReadonlySet<string> = new Set(SN_RULE_KEYS.map(snRuleOf));
