import type { ControlReply } from '../../../broker/control/control.ts';
import { useBroker } from '../../session/broker/brokerStates.ts';
import { useAsked } from '../../session/broker/brokers.ts';

/** ms */
const EVERY = 2000;
/** Subscribers that are named. */
const NAMED = 6;

export interface TopicSource {
  /** Client that published the newest message; undefined: the broker itself, or unknown. */
  readonly publisher: string | undefined;
  readonly subscribers: readonly string[];
  /** Subscribers besides the named ones. */
  readonly more: number;
}

/** Publisher and subscribers of a topic, as its own broker knows them. Undefined for other brokers. */
export function useSource(connectionId: string, topic: string): TopicSource | undefined {
  const isOpen = useBroker(connectionId).kind === 'open';
  const last = useAsked(
    connectionId,
    isOpen ? { kind: 'messages', count: 20, topic } : undefined,
    EVERY,
  );
  const held = useAsked(
    connectionId,
    isOpen ? { kind: 'subscriptions', first: 0, count: 50, topic } : undefined,
    EVERY,
  );
  if (!isOpen) return undefined;
  const clients = subscribersIn(held);
  return {
    publisher: publisherIn(last, topic),
    subscribers: clients.slice(0, NAMED),
    more: Math.max(0, clients.length - NAMED),
  };
}

function publisherIn(reply: ControlReply | undefined, topic: string): string | undefined {
  if (reply?.kind !== 'messages') return undefined;
  // Longer names that contain it are found, too.
  return reply.rows.find((row) => row.topic === topic)?.publisher;
}

function subscribersIn(reply: ControlReply | undefined): readonly string[] {
  if (reply?.kind !== 'subscriptions') return [];
  return [...new Set(reply.rows.map(({ client }) => client))];
}
