/** Publishes messages, each with an id for its outcome. */
import type { PublishRequest } from '../../../connection/protocol/protocol.ts';
import { change, connectionById, useConnection } from '../connection/connections.ts';
import { newEntry, type Repeated, type SentEntry, withEntry } from '../connection/sent.ts';

let lastMessage = 0;

/** Reserves ids for messages that another module sends and tracks. Returns the first. */
export function takeMessageIds(count: number): number {
  const first = lastMessage + 1;
  lastMessage += count;
  return first;
}

/** Sends a message once, or `repeat.times` times. Returns the id of the first. */
export function publish(
  id: string,
  message: Omit<PublishRequest, 'id'>,
  repeat?: Repeated,
): number {
  const numbered = { ...message, id: lastMessage + 1 };
  lastMessage += repeat?.times ?? 1;
  const url = connectionById(id)?.settings?.url ?? '';
  change(id, ({ sent }) => ({
    sent: withEntry(sent, newEntry(numbered, Date.now(), url, repeat)),
  }));
  connectionById(id)?.handle.send(
    repeat === undefined
      ? { kind: 'publish', message: numbered }
      : { kind: 'repeat', message: numbered, ...repeat },
  );
  return numbered.id;
}

/** Repeats that are not finished, newest first. None after the connection's worker was ended. */
export function useRunning(connectionId: string): readonly SentEntry[] {
  const { sent = [], ended } = useConnection(connectionId, 'sent', 'ended') ?? {};
  return ended === undefined ? sent.filter((entry) => !entry.done) : [];
}

export function stopRepeat(connectionId: string, { id }: SentEntry): void {
  connectionById(connectionId)?.handle.send({ kind: 'stop-repeating', id });
}
