/** Problems of a message that follow from its neighbours. */
import type { Severity } from '../../mqtt/statements/rule.ts';
import type { SnBreach } from '../snProblems.ts';

export type SnTalkBreach =
  /** No message registered this id, in a capture that contains the beginning. */
  | { readonly key: 'unknown-topic-id'; readonly args: { readonly id: number } }
  | { readonly key: 'not-connected'; readonly args: Record<string, never> }
  /** The gateway sends to a sleeping client. */
  | { readonly key: 'sent-to-sleeper'; readonly args: Record<string, never> }
  /** A sleeping client sends more than PINGREQ. */
  | { readonly key: 'sent-asleep'; readonly args: Record<string, never> }
  /** Announced and actual silence in seconds. */
  | {
      readonly key: 'overslept';
      readonly args: { readonly said: number; readonly silent: number };
    }
  /** A second message above QoS 0 before the first is complete. */
  | { readonly key: 'two-at-once'; readonly args: { readonly other: number } }
  | { readonly key: 'answers-nothing'; readonly args: { readonly messageId: number } }
  /** PUBACK does not carry the topic id of its PUBLISH. */
  | {
      readonly key: 'other-topic-id';
      readonly args: { readonly id: number; readonly published: number };
    }
  /** A gateway accepts a registration with the reserved topic id 0. */
  | { readonly key: 'accepted-without-id'; readonly args: Record<string, never> }
  /** The last answer about this registered id was a rejection. */
  | { readonly key: 'rejected-topic-id'; readonly args: { readonly id: number } }
  | { readonly key: 'again-without-dup'; readonly args: { readonly messageId: number } }
  | { readonly key: 'rejected'; readonly args: { readonly code: number } };

export interface SnFound {
  readonly severity: Severity;
  readonly section: string;
  readonly breach: SnBreach | SnTalkBreach;
  /** Bytes in the datagram; both 0 for the whole conversation. */
  readonly offset: number;
  readonly length: number;
}

export const found = (severity: Severity, section: string, breach: SnTalkBreach): SnFound => ({
  severity,
  section,
  breach,
  offset: 0,
  length: 0,
});
