/** Progress in a step of the tour, derived from the connection. */
import type { WaitingPacket } from '../../../broker/faults/marks.ts';
import type { PublishOutcome } from '../../../connection/protocol/publishOutcome.ts';
import type { TourStep } from '../../../i18n/tourSteps.ts';
import { useConnection } from '../../session/connections.ts';
import { nextOf, useWaiting } from '../../session/faults/stepping.ts';
import { useView } from '../../session/tabView.ts';
import { TOUR_FILTER, TOUR_TOPICS } from '../../session/tour/tour.ts';
import { useCounters } from '../../session/useWindowPart.ts';

/** Messages after which one has watched. */
const WATCHED = 30;

export interface Progress {
  readonly isDone: boolean;
  /** It was begun, and goes on by itself or step by step. */
  readonly isUnderWay: boolean;
  /** It cannot go on before the connection is there again. */
  readonly isAway: boolean;
  /** The packet whose turn it is in step mode. */
  readonly next: WaitingPacket | undefined;
}

/** Anything else than these is the end of it. */
const UNDER_WAY: ReadonlySet<PublishOutcome['kind']> = new Set([
  'queued',
  'in-flight',
  'timed-out',
]);

/** `since`: ms since 1970. Earlier actions do not count. */
export function useProgress(connectionId: string, step: TourStep, since: number): Progress {
  const connection = useConnection(connectionId, 'sent', 'state', 'subscriptions');
  const messages = useCounters(connectionId)?.messages ?? 0;
  const { panel } = useView(connectionId);
  const stepping = useWaiting(connectionId, step === 'qos2');
  const sent = (topic: string) =>
    connection?.sent.find((entry) => entry.message.topic === topic && entry.at >= since);
  const progress = (isDone: boolean): Progress => ({
    isDone,
    isUnderWay: false,
    isAway: false,
    next: undefined,
  });
  const walk = (topic: string): Progress => {
    const outcome = sent(topic)?.outcome.kind;
    const isUnderWay = outcome !== undefined && UNDER_WAY.has(outcome);
    const isAway = isUnderWay && connection?.state.kind === 'closed';
    return { ...progress(outcome === 'acknowledged'), isUnderWay, isAway };
  };
  switch (step) {
    case 'watch':
      return progress(messages >= WATCHED);
    case 'subscribe':
      return progress(
        connection?.subscriptions.some(
          ({ subscription, state }) =>
            subscription.filter === TOUR_FILTER && state.kind === 'granted',
        ) === true,
      );
    case 'publish':
      return progress(
        connection?.sent.some(
          ({ message, outcome, at }) =>
            at >= since && message.topic.startsWith('tour/') && outcome.kind === 'acknowledged',
        ) === true,
      );
    case 'qos2':
      return { ...walk(TOUR_TOPICS.qos2), next: nextOf(stepping) };
    case 'lost':
      return walk(TOUR_TOPICS.lost);
    case 'read':
      return progress(panel === 'handshakes');
  }
}
