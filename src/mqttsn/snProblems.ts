/** Problems of a message. */
import type { Severity } from '../mqtt/statements/rule.ts';
import type { TopicError } from '../mqtt/tables/topicErrors.ts';

export type SnBreach =
  | { readonly key: 'empty'; readonly args: Record<string, never> }
  /** The datagram's size differs from the length; a datagram contains one message. */
  | {
      readonly key: 'wrong-length';
      readonly args: { readonly announced: number; readonly there: number };
    }
  | { readonly key: 'unknown-type'; readonly args: { readonly type: number } }
  | { readonly key: 'too-short'; readonly args: { readonly field: string } }
  | { readonly key: 'left-over'; readonly args: { readonly count: number } }
  | { readonly key: 'reserved-flags'; readonly args: { readonly flags: number } }
  | { readonly key: 'reserved-topic-kind'; readonly args: Record<string, never> }
  | { readonly key: 'protocol-id'; readonly args: { readonly id: number } }
  | { readonly key: 'client-id-length'; readonly args: { readonly length: number } }
  /** `prefix`: its first two bytes are the length of the rest, as in MQTT. */
  | { readonly key: 'client-id-nul'; readonly args: { readonly prefix: number | undefined } }
  | { readonly key: 'return-code'; readonly args: { readonly code: number } }
  | { readonly key: 'topic-id'; readonly args: { readonly id: number } }
  | { readonly key: 'message-id'; readonly args: Record<string, never> }
  /** QoS -1 has no session, so it cannot use registered topics (6.8). */
  | { readonly key: 'qos-without-session'; readonly args: Record<string, never> }
  | { readonly key: 'not-utf8'; readonly args: { readonly field: string; readonly valid: number } }
  /** A topic name, or a filter in its place. */
  | { readonly key: 'topic-name'; readonly args: { readonly why: TopicError } }
  | { readonly key: 'long-form'; readonly args: { readonly length: number } };

export interface SnProblem {
  readonly severity: Severity;
  readonly section: string;
  readonly breach: SnBreach;
  readonly offset: number;
  readonly length: number;
}
