/** A rule for auto-replies: publishes a message whenever another arrives. */
import type { QoS } from '../../mqtt/tables/packet.ts';
import type { Property } from '../../mqtt/tables/properties.ts';

export interface AnswerRule {
  readonly id: string;
  /** If empty, the condition serves as its name. */
  readonly name: string;
  readonly isOn: boolean;
  /** A topic filter, or a display filter. */
  readonly when: { readonly kind: 'topic' | 'filter'; readonly text: string };
  /** Answers messages with the retain flag, too. */
  readonly alsoRetained: boolean;
  readonly topic: string;
  readonly payload: string;
  /** Id of the format of the typed payload. */
  readonly format: string;
  readonly qos: QoS;
  readonly retain: boolean;
  /** In sending order, without binary properties, so that a rule can be written as JSON. */
  readonly properties: readonly Property[];
  /** Copies the message's correlation data to the reply. */
  readonly correlates: boolean;
  /** Maximum number of replies per second. */
  readonly perSecond: number;
  /** The broker closes the connection because of its reply. Lasts until the user restarts or changes it. */
  readonly isStopped?: true;
}

export const MOST_ANSWERS = { rules: 50, payload: 65_536, text: 65_535, perSecond: 1000 };
