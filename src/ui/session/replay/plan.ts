/** Transforms a recorded message for publishing it again. */
import type { PublishRequest } from '../../../connection/protocol/protocol.ts';
import type { MessageChoice, RecordedMessage } from '../../../engine/replay/recordedMessages.ts';
import { type Rewriting, rewritten } from '../../../engine/replay/rewrite.ts';
import type { ProtocolVersion, QoS } from '../../../mqtt/tables/packet.ts';
import { topicNameErrorText } from '../../kit/language/topicErrorText.ts';

export interface ReplayPlan {
  readonly choice: MessageChoice;
  /** Times as fast as it was; Infinity: as fast as the broker takes them. */
  readonly speed: number;
  readonly rewriting: Rewriting;
  readonly qos: QoS | 'keep';
  readonly keepRetain: boolean;
}

/** Limits of the target connection. */
export interface Target {
  readonly version: ProtocolVersion;
  readonly maximumQoS: QoS;
  readonly retainAvailable: boolean;
}

type Message = Omit<PublishRequest, 'id'>;

const lower = (a: QoS, b: QoS): QoS => (a < b ? a : b);

/** A text result is the reason why it cannot be published. */
export function republished(
  { topic, payload, qos, retain, properties }: RecordedMessage,
  plan: ReplayPlan,
  target: Target,
): Message | string {
  const name = rewritten(topic, plan.rewriting);
  const error = topicNameErrorText(name);
  if (error !== undefined) return error;
  return {
    topic: name,
    payload,
    qos: lower(plan.qos === 'keep' ? qos : plan.qos, target.maximumQoS),
    retain: plan.keepRetain && retain && target.retainAvailable,
    properties: target.version === 5 ? properties : [],
  };
}
