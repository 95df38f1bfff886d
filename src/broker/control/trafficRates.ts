/** Send and receive rates of clients between two queries, for sorting lists. */
import type { Connection } from '../core/sessions/connection.ts';
import type { Contents } from '../core/state/contents.ts';

interface Measured {
  readonly time: number;
  readonly messagesIn: number;
  readonly messagesOut: number;
  readonly bytesIn: number;
  readonly bytesOut: number;
  /** Messages per second, or bytes if there are none: a value that grows with both. */
  readonly from: number;
  readonly to: number;
}

/** ms. Shorter intervals between queries would give random rates. */
const LEAST = 750;
/** Weight of a byte relative to a message: it only breaks ties. */
const BYTE = 1e-9;

export class TrafficRates {
  /** Keyed by connection number. */
  #measured = new Map<number, Measured>();
  #time = Number.NEGATIVE_INFINITY;

  /** Samples all connections and forgets closed ones. */
  measure(connections: Contents['connections'], now: number): void {
    if (now - this.#time < LEAST) return;
    this.#time = now;
    const before = this.#measured;
    this.#measured = new Map();
    for (const [id, connection] of connections) {
      this.#measured.set(id, measured(connection, before.get(id), now));
    }
  }

  /** Returns 0 after only one sample. */
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
