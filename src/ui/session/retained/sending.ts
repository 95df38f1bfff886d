/** Publishes retained messages sequentially through the connection, as ordinary packets. */
import type { ConnectionEvent, PublishRequest } from '../../../connection/protocol/protocol.ts';
import type { PublishOutcome } from '../../../connection/protocol/publishOutcome.ts';
import type { ConnectionHandle } from '../connection/connectionHandle.ts';

/** Without an answer at once. */
const LONGEST_OPEN = 100;

const WAITING: ReadonlySet<PublishOutcome['kind']> = new Set(['queued', 'in-flight']);
const TAKEN: ReadonlySet<PublishOutcome['kind']> = new Set(['sent', 'acknowledged']);

type Message = Omit<PublishRequest, 'id'>;

interface Sender extends Pick<ConnectionHandle, 'listen'> {
  /** Returns the message's id. */
  readonly publish: (message: Message) => number;
}

interface Sent {
  /** Places in the list of those that the broker took. */
  readonly taken: readonly number[];
  /** Refused, or not answered. */
  readonly failed: number;
}

/**
 * Resolves once each has its outcome, or when sending is stopped.
 * @param told number of messages with an outcome
 */
export function sendAll(
  sender: Sender,
  messages: readonly Message[],
  told: (done: number) => void = () => undefined,
  signal?: AbortSignal,
): Promise<Sent> {
  return new Promise((resolve) => {
    /** Places by the ids of those without an outcome. */
    const open = new Map<number, number>();
    const taken: number[] = [];
    let next = 0;
    let failed = 0;
    const go = (): void => {
      while (signal?.aborted !== true && open.size < LONGEST_OPEN) {
        const message = messages[next];
        if (message === undefined) break;
        open.set(sender.publish(message), next);
        next += 1;
      }
      if (open.size > 0) return;
      stop();
      resolve({ taken, failed });
    };
    const stop = sender.listen((event: ConnectionEvent) => {
      if (event.kind !== 'published') return;
      const at = open.get(event.id);
      const { kind } = event.outcome;
      if (at === undefined || WAITING.has(kind)) return;
      open.delete(event.id);
      if (TAKEN.has(kind)) taken.push(at);
      else failed += 1;
      told(taken.length + failed);
      go();
    });
    go();
  });
}
