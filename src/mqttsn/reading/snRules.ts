/** Checks for MQTT-SN messages, by their names in reports. */
import type { SnBreach } from '../snProblems.ts';
import type { SnTalkBreach } from './snTalk.ts';

/** In listing order. */
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
  'client-id-nul',
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
  'other-topic-id',
  'accepted-without-id',
  'rejected-topic-id',
  'again-without-dup',
  'rejected',
] as const satisfies readonly (SnBreach | SnTalkBreach)['key'][];

/** Only listed keys: a breach that is missing there causes a compile error at its use. */
export type SnRuleKey = (typeof SN_RULE_KEYS)[number];

export const snRuleOf = (key: SnRuleKey): string => `sn-${key}`;

export const SN_RULES: ReadonlySet<string> = new Set(SN_RULE_KEYS.map(snRuleOf));
