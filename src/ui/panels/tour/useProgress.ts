/** Progress in a step of the tour, derived from the connection. A step is done if its fact holds. */

import { useEffect, useState } from 'react';
import type { WaitingPacket } from '../../../broker/faults/marks.ts';
import type { PublishOutcome } from '../../../connection/protocol/publishOutcome.ts';
import type { WindowReply, WindowRequest } from '../../../engine/window/window.ts';
import type { TourStep } from '../../../i18n/tourSteps.ts';
import { useBroker } from '../../session/broker/brokerStates.ts';
import { useBrokerPlace } from '../../session/broker/place.ts';
import { connectionById, useConnection } from '../../session/connection/connections.ts';
import { type Selection, useSelection } from '../../session/connection/selection.ts';
import { useCounter, useSame } from '../../session/connection/useWindowPart.ts';
import { nextOf, useWaiting } from '../../session/faults/stepping.ts';
import { packetOf } from '../../session/publish/outcomeWords.ts';
import { TOUR_FILTER, TOUR_TOPICS } from '../../session/tour/tour.ts';
import { useView } from '../../session/view/tabView.ts';
import { ownPacket } from './ownPacket.ts';

export interface Progress {
  readonly isDone: boolean;
  /** The step has begun and continues automatically or step by step. */
  readonly isUnderWay: boolean;
  /** It needs the connection to continue. */
  readonly isAway: boolean;
  /** The current packet in step mode. */
  readonly next: WaitingPacket | undefined;
}

/** Outcomes before the end; all others are final. */
const UNDER_WAY: ReadonlySet<PublishOutcome['kind']> = new Set([
  'queued',
  'in-flight',
  'timed-out',
]);

/** `since`: ms since 1970. Earlier actions do not count. */
export function useProgress(connectionId: string, step: TourStep, since: number): Progress {
  const connection = useConnection(connectionId, 'sent', 'state', 'subscriptions');
  const { panel } = useView(connectionId);
  const broker = useBroker(connectionId);
  const { part, client } = useBrokerPlace(connectionId);
  const selection = useSelection(connectionId);
  const stepping = useWaiting(connectionId, step === 'qos2');
  const sent = connection?.sent ?? [];
  const sentTo = (topic: string) =>
    sent.find((entry) => entry.message.topic === topic && entry.at >= since)?.outcome;
  const lost = sentTo(TOUR_TOPICS.lost);
  const messages = useCounter(connectionId, (counters) => counters.messages);
  const asked = useAsked(
    connectionId,
    requestOf(step, selection, lost && packetOf(lost)),
    step === 'watch' ? messages : lost,
  );

  const progress = (isDone: boolean): Progress => ({
    isDone,
    isUnderWay: false,
    isAway: false,
    next: undefined,
  });
  const walk = (outcome: PublishOutcome | undefined): Progress => {
    const isUnderWay = outcome !== undefined && UNDER_WAY.has(outcome.kind);
    const isAway = isUnderWay && connection?.state.kind === 'closed';
    return { ...progress(outcome?.kind === 'acknowledged'), isUnderWay, isAway };
  };
  /** The user selected the exchange of a message of this app. */
  const isOwn = (isWanted: (topic: string) => boolean): boolean => {
    const own = ownPacket(sent, isWanted);
    return (
      panel === 'packets' &&
      !selection.isFirst &&
      own !== undefined &&
      asked?.exchange?.steps.some(({ packet }) => packet === own) === true
    );
  };
  switch (step) {
    case 'watch':
      return progress(panel === 'topic' && !selection.isFirst && (asked?.topic?.messages ?? 0) > 0);
    case 'subscribe':
      return progress(
        connection?.subscriptions.some(
          ({ subscription, state }) =>
            subscription.filter === TOUR_FILTER && state.kind === 'granted',
        ) === true,
      );
    case 'publish':
      return progress(
        sent.some(
          ({ message, outcome, at }) =>
            at >= since && message.topic.startsWith('tour/') && outcome.kind === 'acknowledged',
        ),
      );
    case 'inspect':
      return progress(isOwn(() => true));
    case 'broker':
      return progress(
        panel === 'broker' && broker?.kind === 'open' && part === 'clients' && client !== undefined,
      );
    case 'qos2':
      return { ...walk(sentTo(TOUR_TOPICS.qos2)), next: nextOf(stepping) };
    case 'lost': {
      const now = walk(lost);
      return { ...now, isDone: now.isDone && (asked?.exchange?.row.resends ?? 0) > 0 };
    }
    case 'read':
      return progress(isOwn((topic) => topic === TOUR_TOPICS.lost));
  }
}

/** The question to the worker whose answer shows that a step is done. */
function requestOf(
  step: TourStep,
  { topic, packet, exchange }: Selection,
  lost: number | undefined,
): WindowRequest | undefined {
  switch (step) {
    case 'watch':
      return topic === undefined
        ? undefined
        : { topic: { name: topic, history: { first: 0, count: 1 } } };
    case 'inspect':
    case 'read':
      if (exchange !== undefined) return { exchange: { exchange } };
      return packet === undefined ? undefined : { exchange: { packet } };
    case 'lost':
      return lost === undefined ? undefined : { exchange: { packet: lost } };
    case 'subscribe':
    case 'publish':
    case 'broker':
    case 'qos2':
      return undefined;
  }
}

/** Asks the connection's worker once, and again when `when` changes. Undefined: not answered yet. */
function useAsked(
  connectionId: string,
  request: WindowRequest | undefined,
  when: unknown,
): WindowReply | undefined {
  const same = useSame(request);
  const [answer, setAnswer] = useState<{ readonly to: unknown; readonly reply: WindowReply }>();
  useEffect(() => {
    if (same === undefined) return undefined;
    let isWanted = true;
    connectionById(connectionId)
      ?.handle.ask({ kind: 'window', request: same })
      .then(
        (reply) => isWanted && setAnswer({ to: same, reply }),
        // The connection was closed meanwhile.
        () => undefined,
      );
    return () => {
      isWanted = false;
    };
  }, [connectionId, same, when]);
  return answer !== undefined && answer.to === same ? answer.reply : undefined;
}
