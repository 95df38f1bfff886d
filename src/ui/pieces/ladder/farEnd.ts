/** The other end of a message: its publisher, or a subscriber, as the broker observed it. */
import type {
  TracedDelivery,
  TracedMessage,
  TracedStep,
} from '../../../broker/journal/tracedMessage.ts';
import type { ExchangeStep } from '../../../engine/exchanges/exchange.ts';
import type { Direction } from '../../../engine/log/columns/direction.ts';
import type { Moment } from '../../../engine/timeline/timeline.ts';
import { PACKET_TYPES, type QoS } from '../../../mqtt/tables/packet.ts';
import { inOrder, keyOf } from '../../session/bothEnds/standing.ts';

export interface FarEnd {
  /** Client identifier. */
  readonly client: string;
  readonly isPublisher: boolean;
  readonly qos: QoS;
  readonly steps: readonly TracedStep[];
  /** Own packets, as the broker observed them. */
  readonly own: readonly TracedStep[];
  /** Subscribers in all; 1 for a publisher. */
  readonly ends: number;
}

/** `end` is undefined while the broker is asked. */
export interface FarLane {
  readonly end: FarEnd | undefined;
}

/** A packet between the broker and the other end. */
export interface FarMoment {
  readonly kind: 'far';
  readonly step: TracedStep;
  readonly end: FarEnd;
  /** Place among the packets of the other end. */
  readonly index: number;
  /** ms since the first packet of the message. */
  readonly since: number;
}

export type LadderMoment = Moment | FarMoment;

/** Place of the own packets in the message. */
interface Place {
  readonly direction: Direction;
  readonly client: string;
  /** Key of the own delivery. */
  readonly delivery: string | undefined;
}

/** undefined: there is no other end, or none with a name. Among several subscribers, one with a failed or open delivery is preferred. */
export function farEndOf(message: TracedMessage, place: Place): FarEnd | undefined {
  const { row, deliveries, steps } = message;
  if (place.direction === 'in') {
    const own = deliveries.find((one) => keyOf(one) === place.delivery);
    const { publisher } = row;
    if (own === undefined || !publisher || steps.length === 0) return undefined;
    return {
      client: publisher,
      isPublisher: true,
      qos: row.qos,
      steps,
      own: own.steps,
      ends: 1,
    };
  }
  const [far] = inOrder(deliveries)
    .filter(({ subscriber }) => subscriber !== '')
    .toSorted((a, b) => isOwn(a, place) - isOwn(b, place));
  if (far === undefined) return undefined;
  return {
    client: far.subscriber,
    isPublisher: false,
    qos: far.qos,
    steps: far.steps,
    own: steps,
    ends: row.deliveries,
  };
}

const isOwn = ({ subscriber }: TracedDelivery, { client }: Place): number =>
  Number(subscriber === client);

/** Merges the packets of both ends in the broker's order. */
export function withFarEnd(moments: readonly Moment[], far: FarEnd): readonly LadderMoment[] {
  const left = [...moments];
  const merged: LadderMoment[] = [];
  const all = inTime(far);
  const start = all[0]?.step.time ?? 0;
  for (const { step, isFar } of all) {
    if (isFar) {
      const index = far.steps.indexOf(step);
      merged.push({ kind: 'far', step, end: far, index, since: step.time - start });
      continue;
    }
    const at = left.findIndex((moment) => moment.kind === 'step' && isSame(moment.step, step));
    merged.push(...left.splice(0, at + 1));
  }
  return [...merged, ...left];
}

const isSame = ({ packetType, direction }: ExchangeStep, step: TracedStep): boolean =>
  PACKET_TYPES[packetType] === step.packet && (direction === 'out') === (step.direction === 'in');

/** The broker acts at once, so packets may have the same time. The PUBLISH that caused the others then sorts first. */
function inTime(far: FarEnd): readonly { readonly step: TracedStep; readonly isFar: boolean }[] {
  const rank = (step: TracedStep, isFar: boolean): number => {
    if (isFar !== far.isPublisher) return 1;
    return step.packet === 'publish' ? 0 : 2;
  };
  return [
    ...far.steps.map((step) => ({ step, isFar: true })),
    ...far.own.map((step) => ({ step, isFar: false })),
  ].toSorted((a, b) => a.step.time - b.step.time || rank(a.step, a.isFar) - rank(b.step, b.isFar));
}
