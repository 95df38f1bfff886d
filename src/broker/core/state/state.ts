/** Exports all persistent state as facts that rebuild it in order. */

import type { Fact } from '../contract/facts.ts';
import type { Delivery } from '../contract/message.ts';
import type { Session } from '../sessions/session.ts';
import type { Core } from './core.ts';

/** Other work may run between the yielded groups, but not within one. */
export function* stateOf({ router, sessions }: Core): Generator<Iterable<Fact>> {
  for (const topic of router.retained.topics) {
    const message = router.retained.get(topic);
    if (message !== undefined) yield [{ kind: 'retained', message }];
  }
  for (const session of sessions.values()) yield sessionState(session);
}

function* sessionState(session: Session): Generator<Fact> {
  if (session.record === undefined) return;
  const { facts, outbound } = session;
  yield { kind: 'session', session, facts };
  for (const subscription of session.subscriptions.values()) {
    yield { kind: 'subscribed', session, subscription };
  }
  for (const packetId of session.received) yield { kind: 'received', session, packetId };
  for (const [packetId, delivery] of outbound.flights()) {
    if (delivery === undefined) {
      yield { kind: 'released', session, packetId };
    } else {
      yield queued(session, delivery);
      yield { kind: 'sent', session, packetId };
    }
  }
  for (const delivery of outbound.waiting(outbound.queued)) yield queued(session, delivery);
}

const queued = (session: Session, copy: Delivery): Fact => ({ kind: 'queued', session, copy });
