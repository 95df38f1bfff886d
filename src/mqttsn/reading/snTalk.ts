/** What the messages around one show to be wrong with it, as facts. */
import type { Severity } from '../../mqtt/statements/rule.ts';
import type { SnBreach } from '../snProblems.ts';

export type SnTalkBreach =
  /** Nobody registered that number, as far as the capture shows it from its beginning. */
  | { readonly key: 'unknown-topic-id'; readonly args: { readonly id: number } }
  | { readonly key: 'not-connected'; readonly args: Record<string, never> }
  /** The gateway sends to a client that sleeps. */
  | { readonly key: 'sent-to-sleeper'; readonly args: Record<string, never> }
  /** A client that sleeps sends more than PINGREQ. */
  | { readonly key: 'sent-asleep'; readonly args: Record<string, never> }
  /** Seconds for which it said that it would sleep, and for which it was silent. */
  | {
      readonly key: 'overslept';
      readonly args: { readonly said: number; readonly silent: number };
    }
  /** A second message above QoS 0 before the first one is done. */
  | { readonly key: 'two-at-once'; readonly args: { readonly other: number } }
  | { readonly key: 'answers-nothing'; readonly args: { readonly messageId: number } }
  | { readonly key: 'again-without-dup'; readonly args: { readonly messageId: number } }
  | { readonly key: 'rejected'; readonly args: { readonly code: number } };

export interface SnFound {
  readonly severity: Severity;
  readonly section: string;
  readonly breach: SnBreach | SnTalkBreach;
  /** Bytes in the datagram; both 0 where it is about the conversation. */
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
