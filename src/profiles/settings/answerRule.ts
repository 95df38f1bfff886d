/** A message that is published whenever another comes. */
import type { QoS } from '../../mqtt/tables/packet.ts';
import type { Property } from '../../mqtt/tables/properties.ts';

export interface AnswerRule {
  readonly id: string;
  /** Empty: it is called by its condition. */
  readonly name: string;
  readonly isOn: boolean;
  /** A topic filter, or a display filter. */
  readonly when: { readonly kind: 'topic' | 'filter'; readonly text: string };
  /** Messages with the retain flag are answered, too. */
  readonly alsoRetained: boolean;
  readonly topic: string;
  readonly payload: string;
  /** Id of the format in which the payload is typed. */
  readonly format: string;
  readonly qos: QoS;
  readonly retain: boolean;
  /** In the order in which they are sent; none of them is of bytes, so that a rule can be written as JSON. */
  readonly properties: readonly Property[];
  /** Correlation data of the message goes with the answer. */
  readonly correlates: boolean;
  /** Answers in a second at most. */
  readonly perSecond: number;
  /** It was stopped, and stays so until a person lets it go on or changes it. */
  readonly stopped?: RuleStop;
}

export type RuleStop =
  /** Its own answer came back as a message that it answers; by way of these rules, itself first. */
  | { readonly kind: 'loop'; readonly through: readonly string[] }
  /** So many times in a row the next message came only once the one before was answered. */
  | { readonly kind: 'turns'; readonly turns: number }
  /** The broker closes the connection for its answer. */
  | { readonly kind: 'held' };

export const MOST_ANSWERS = { rules: 50, payload: 65_536, text: 65_535, perSecond: 1000 };
