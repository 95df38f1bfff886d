/** How fast clients send and receive, from one asking to the next: for lists in that order. */
import type { Connection } from '../core/sessions/connection.ts';
import type { Contents } from '../core/state/contents.ts';

interface Measured {
  readonly time: number;
  readonly messagesIn: number;
  readonly messagesOut: number;
  readonly bytesIn: number;
  readonly bytesOut: number;
  /** Messages a second, bytes where there are none: a number that grows with both. */
  readonly from: number;
  readonly to: number;
}

/** ms: askings closer together than this would give rates of chance. */
const LEAST = 750;
/** A byte beside a message: only to order those that send as many messages. */
const BYTE = 1e-9;

export class TrafficRates {
  /** By number of the connection. */
  #measured = new Map<number, Measured>();
  #time = Number.NEGATIVE_INFINITY;

  /** Looks at all connections; what has ended is forgotten. */
  measure(connections: Contents['connections'], now: number): void {
    if (now - this.#time < LEAST) return;
    this.#time = now;
    const before = this.#measured;
    this.#measured = new Map();
    for (const [id, connection] of connections) {
      this.#measured.set(id, measured(connection, before.get(id), now));
    }
  }

  /** 0 for who has been seen once. */
  of(connection: Connection, side: 'from' | 'to'): number {
    return this.#measured.get(connection.link.id)?.[side] ?? 0;
  }
}

function measured({ link }: Connection, before: Measured | undefined, time: number): Measured {
  const { messagesIn, messagesOut, bytesIn, bytesOut } = link.traffic;
  const now = { time, messagesIn, messagesOut, bytesIn, bytesOut };
  if (before === undefined) return { ...now, from: 0, to: 0 };
  const per = (value: number): number => (value * 1000) / (time - before.time);
  return {
    ...now,
    from: per(messagesIn - before.messagesIn + BYTE * (bytesIn - before.bytesIn)),
    to: per(messagesOut - before.messagesOut + BYTE * (bytesOut - before.bytesOut)),
  };
}
