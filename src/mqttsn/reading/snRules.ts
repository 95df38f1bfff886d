/** What is judged of messages of MQTT-SN, as reports name it. */
import type { SnBreach } from '../snProblems.ts';
import type { SnTalkBreach } from './snTalk.ts';

const KEYS: Readonly<Record<(SnBreach | SnTalkBreach)['key'], true>> = {
  empty: true,
  'wrong-length': true,
  'unknown-type': true,
  'too-short': true,
  'left-over': true,
  'reserved-flags': true,
  'reserved-topic-kind': true,
  'protocol-id': true,
  'client-id-length': true,
  'return-code': true,
  'topic-id': true,
  'message-id': true,
  'qos-without-session': true,
  'not-utf8': true,
  'long-form': true,
  'unknown-topic-id': true,
  'not-connected': true,
  'sent-to-sleeper': true,
  'sent-asleep': true,
  overslept: true,
  'two-at-once': true,
  'answers-nothing': true,
  'again-without-dup': true,
  rejected: true,
};

export const snRuleOf = (key: string): string => `sn-${key}`;

export const SN_RULES: ReadonlySet<string> = new Set(Object.keys(KEYS).map(snRuleOf));
