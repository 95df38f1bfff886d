/** States of deliveries, and their order. */
import type { TracedDelivery, TracedFault } from '../../../broker/journal/tracedMessage.ts';

export type Standing = 'failed' | 'open' | 'done';

export function standingOf(delivery: TracedDelivery): Standing {
  const { state, qos } = delivery;
  if (state === 'not-given' || state === 'abandoned') return 'failed';
  if (state === 'queued' || state === 'received') return 'open';
  if (state !== 'sent') return 'done';
  if (qos > 0) return 'open';
  const fault = keptBack(delivery);
  if (fault === undefined) return 'done';
  return fault.isLost ? 'failed' : 'open';
}

/** Fault that withheld the PUBLISH from the subscriber, after the broker sent it. */
export function keptBack({ state, steps }: TracedDelivery): TracedFault | undefined {
  const fault = steps.findLast(({ packet }) => packet === 'publish')?.fault;
  const isKept = fault?.isLost === true || fault?.isWaiting === true;
  return state === 'sent' && isKept ? fault : undefined;
}

/** Identifies a delivery across answers. A client may have several: by time, or a copy per subscription. */
export function keyOf({ subscriber, cause, time, by }: TracedDelivery): string {
  return JSON.stringify([subscriber, cause, time, by.map(({ filter }) => filter)]);
}

/** Sorts failed deliveries first. The others keep their order while handshakes continue. */
export function inOrder(deliveries: readonly TracedDelivery[]): readonly TracedDelivery[] {
  const failed = (delivery: TracedDelivery): number => (standingOf(delivery) === 'failed' ? 0 : 1);
  return deliveries.toSorted(
    (a, b) => failed(a) - failed(b) || a.time - b.time || (a.subscriber < b.subscriber ? -1 : 1),
  );
}
