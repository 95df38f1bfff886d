/** SUBSCRIBE and UNSUBSCRIBE (3.8 to 3.11). */

import { say } from '../../../base/message.ts';
import type {
  SubscribePacket,
  SubscriptionRequest,
  UnsubscribePacket,
} from '../../../mqtt/tables/packet.ts';
import { type Property, propertyValue } from '../../../mqtt/tables/properties.ts';
import { TOPIC_ERRORS } from '../../../mqtt/tables/topicErrors.ts';
import { splitShared, topicFilterError } from '../../../mqtt/tables/topics.ts';
import type { Client } from '../contract/parties.ts';
import { fitting, overLimit, REASON, refuse } from '../contract/reasons.ts';
import type { Refusal, SubscribeVerdict } from '../contract/verdicts.ts';
import type { Steps } from '../memory/timeSlice.ts';
import type { Connection } from '../sessions/connection.ts';
import type { Session, SubscriptionTerms } from '../sessions/session.ts';
import type { Core } from '../state/core.ts';

/** MQTT 3.1.1 has only one failure code. */
const FAILURE = 0x80;

/** Returns why the connection must end; undefined: it continues. */
export function* receiveSubscribe(
  core: Core,
  connection: Connection,
  session: Session,
  packet: SubscribePacket,
): Steps<Refusal | undefined> {
  const identifier = propertyValue(packet.properties, 'subscriptionIdentifier');
  if (identifier !== undefined && !core.limits.subscriptionIdentifiersAvailable) {
    return refuse(REASON.subscriptionIdentifiersNotSupported);
  }
  const reasonCodes: number[] = [];
  /** By filter: a filter repeated in one packet gets them once. */
  const withRetained = new Map<string, SubscriptionTerms>();
  let refusedBecause: string | undefined;
  for (const [place, request] of packet.subscriptions.entries()) {
    if (core.timeSlice.spend(1)) yield;
    const verdict = judge(core, session, request, place);
    if ('reasonCode' in verdict) {
      reasonCodes.push(refusalCode(session.client, request, verdict));
      refusedBecause ??= verdict.reasonString;
      core.reportRefusal(connection, 'subscribe', request.filter, verdict);
      continue;
    }
    const { granted: qos, noLocal = request.noLocal } = verdict;
    const { filter, retainAsPublished, retainHandling } = request;
    const isNew = !session.subscriptions.has(filter);
    const subscription = { session, filter, qos, noLocal, retainAsPublished, identifier };
    core.router.subscribe(subscription);
    reasonCodes.push(qos);
    // 3.8.3.1: 0 always, 1 for a new subscription only, 2 never.
    const wantsRetained = retainHandling === 0 || (retainHandling === 1 && isNew);
    if (wantsRetained || withRetained.has(filter)) withRetained.set(filter, subscription);
  }
  const properties: readonly Property[] = connection.link.reason(refusedBecause);
  connection.link.send({ type: 'suback', packetId: packet.packetId, properties, reasonCodes });
  for (const subscription of withRetained.values()) yield* core.router.sendRetained(subscription);
  return undefined;
}

export function* receiveUnsubscribe(
  core: Core,
  connection: Connection,
  session: Session,
  packet: UnsubscribePacket,
): Steps<undefined> {
  const reasonCodes: number[] = [];
  for (const filter of packet.filters) {
    if (core.timeSlice.spend(1)) yield;
    const wasThere = core.router.unsubscribe(session, filter);
    reasonCodes.push(wasThere ? 0 : REASON.noSubscriptionExisted);
  }
  connection.link.send({
    type: 'unsuback',
    packetId: packet.packetId,
    properties: [],
    reasonCodes: connection.version < 5 ? [] : reasonCodes,
  });
}

function refusalCode(
  { version, admitted }: Client,
  { qos }: SubscriptionRequest,
  { reasonCode }: Refusal,
): number {
  if (version === 5) return fitting('suback', reasonCode);
  // MQTT 3.1 has no code for a refusal (3.8 there): "it must therefore make a positive acknowledgement".
  return version === 4 || admitted !== undefined ? FAILURE : qos;
}

/** Returns the granted QoS, or why this client does not get the subscription. */
function judge(
  core: Core,
  session: Session,
  request: SubscriptionRequest,
  place: number,
): Exclude<SubscribeVerdict, 'ok'> {
  const { limits, hooks, router } = core;
  if (request.filter.startsWith('$share/')) {
    // MQTT 5's packets were checked already. Older clients can share here too, by the same rules.
    const error = topicFilterError(request.filter);
    if (error !== undefined) return refuse(REASON.topicFilterInvalid, say(TOPIC_ERRORS, error));
  }
  const shared = splitShared(request.filter);
  if (shared !== undefined && !limits.sharedSubscriptionAvailable) {
    return refuse(REASON.sharedSubscriptionsNotSupported);
  }
  if (!limits.wildcardSubscriptionAvailable && /[+#]/.test(shared?.filter ?? request.filter)) {
    return refuse(REASON.wildcardSubscriptionsNotSupported);
  }
  if (core.keeper?.refusal !== undefined) return core.keeper.refusal;
  const { client, subscriptions } = session;
  const isNew = !subscriptions.has(request.filter);
  let answer: Exclude<SubscribeVerdict, 'ok'> = {
    granted: request.qos < limits.maximumQoS ? request.qos : limits.maximumQoS,
  };
  const rule = client.admitted ?? hooks;
  if (rule.authoriseSubscribe !== undefined) {
    const held = subscriptions.size - (isNew ? 0 : 1);
    const verdict = core.ask<SubscribeVerdict>(
      'authoriseSubscribe',
      () => rule.authoriseSubscribe?.(client, request, place, held) ?? 'ok',
    );
    if (verdict !== 'ok' && 'reasonCode' in verdict) return verdict;
    if (verdict !== 'ok') answer = verdict;
  }
  if (!isNew) return answer;
  if (session.subscriptions.size >= limits.subscriptions) {
    const most = `A session has at most ${limits.subscriptions} filters.`;
    return overLimit('subscriptions', REASON.quotaExceeded, most);
  }
  if (!router.hasRoomFor(request.filter)) {
    return overLimit(
      'subscriptionBytes',
      REASON.quotaExceeded,
      'All memory for subscriptions is in use.',
    );
  }
  return answer;
}
