/** Finds out whether a connection can receive the replies to its requests. */
import type { ConnectionState, SubscriptionStatus } from '../../../connection/protocol/protocol.ts';
import { mayReceive } from '../../../mqtt/tables/topicOverlap.ts';

const SHARED = /^\$share\/[^/]+\//;

/** True if no subscription matches the topic, and no earlier session may have one. */
export function missesReplies(
  subscriptions: readonly SubscriptionStatus[],
  state: ConnectionState,
  replyTopic: string,
): boolean {
  if (state.kind !== 'connected' || state.sessionPresent) return false;
  return !subscriptions.some(
    ({ subscription: { filter }, state: { kind } }) =>
      kind !== 'refused' && mayReceive(filter.replace(SHARED, ''), replyTopic),
  );
}
