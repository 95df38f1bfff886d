/** Subscribes to the granted filters again, with another QoS. */
import type { SubscriptionStatus } from '../../../connection/protocol/protocol.ts';
import type { QoS } from '../../../mqtt/tables/packet.ts';
import { touched } from '../../../profiles/settings/plainSubscription.ts';
import { connectionById } from './connections.ts';

type Statuses = readonly SubscriptionStatus[];

/** True if the broker may send messages of QoS 1 or 2. */
export const hasHigherQoS = (subscriptions: Statuses): boolean =>
  subscriptions.some(({ state }) => state.kind === 'granted' && state.qos > 0);

/** True if all messages arrive with QoS 0, and no higher QoS will be requested. */
export function isAllAtMostOnce(subscriptions: Statuses): boolean {
  const granted = subscriptions.flatMap(({ state }) => (state.kind === 'granted' ? [state] : []));
  return granted.length > 0 && granted.every(({ qos, raises }) => qos === 0 && raises !== true);
}

/** The user has chosen the QoS, so it stays. In MQTT 5, retained messages are not sent again. */
export function subscribeAgain(connectionId: string, qos: QoS): void {
  const connection = connectionById(connectionId);
  const subscriptions = (connection?.subscriptions ?? []).flatMap(({ subscription, state }) => {
    if (state.kind !== 'granted') return [];
    const { retainHandling } = subscription;
    return [
      { ...touched(subscription), qos, retainHandling: retainHandling === 2 ? 2 : 1 } as const,
    ];
  });
  connection?.handle.send({ kind: 'subscribe-all', subscriptions });
}
