import type { TracedStep } from '../../../broker/journal/tracedMessage.ts';
import type { Texts } from '../../../i18n/en/texts.ts';
import type { QoS } from '../../../mqtt/tables/packet.ts';
import type { ArrowRow } from './ladderModel.ts';
import { faultWords, stepDetails } from './tracedWords.ts';

interface Sides {
  /** QoS of the PUBLISH packets at this end. */
  readonly qos: QoS;
  /** Lanes of both sides. */
  readonly client: number;
  readonly broker: number;
  readonly key: string;
}

/** A packet between the broker and a client, as the broker saw it. */
export function tracedRow(
  step: TracedStep,
  { qos, client, broker, key }: Sides,
  texts: Texts,
): Omit<ArrowRow, 'time' | 'title'> {
  const { fault, packetId } = step;
  const isToBroker = step.direction === 'in';
  const stopped = fault?.isLost === true ? 'lost' : fault?.isWaiting === true ? 'waits' : undefined;
  return {
    kind: 'arrow',
    key,
    from: isToBroker ? client : broker,
    to: isToBroker ? broker : client,
    isToBroker,
    name: step.packet.toUpperCase(),
    about: stepDetails(step, qos),
    short: packetId === undefined ? [] : [`id ${packetId}`],
    fate: stopped ?? (fault?.action === 'made' ? 'made' : 'arrives'),
    cause: fault && faultWords(texts, fault),
  };
}
