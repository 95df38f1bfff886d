/** Connections with a segment that waits for an acknowledged one, in the order of their waiting times. */
import { type EndKey, hostOf } from './endKey.ts';

interface Waiting {
  readonly since: number;
  /** Host of the client if the connection is ending. */
  readonly leaving: EndKey | undefined;
}

interface Ends {
  readonly first: EndKey;
  readonly ending: object | undefined;
}

/** Finds due connections without a search, because many may wait at the same moment. */
export class WaitingConnections<Connection extends Ends> {
  readonly #waiting = new Map<Connection, Waiting>();
  readonly #leaving = new Map<EndKey, Set<Connection>>();
  readonly #longest: number;

  /** @param longest µs */
  constructor(longest: number) {
    this.#longest = longest;
  }

  get isEmpty(): boolean {
    return this.#waiting.size === 0;
  }

  /** @param since time of its first waiting segment, µs */
  set(connection: Connection, since: number): void {
    const known = this.#waiting.get(connection);
    if (known?.since !== since) this.delete(connection);
    const leaving = connection.ending && hostOf(connection.first);
    this.#waiting.set(connection, { since, leaving });
    if (leaving === undefined) return;
    const others = this.#leaving.get(leaving) ?? new Set<Connection>();
    this.#leaving.set(leaving, others.add(connection));
  }

  delete(connection: Connection): void {
    const leaving = this.#waiting.get(connection)?.leaving;
    this.#waiting.delete(connection);
    if (leaving === undefined) return;
    const others = this.#leaving.get(leaving);
    others?.delete(connection);
    if (others?.size === 0) this.#leaving.delete(leaving);
  }

  /** A connection that has waited for too long. */
  overdue(now: number): Connection | undefined {
    const [oldest] = this.#waiting;
    if (oldest === undefined) return undefined;
    const [connection, { since }] = oldest;
    // Also after a jump of the clock into the past.
    return Math.abs(now - since) > this.#longest ? connection : undefined;
  }

  /** A connection of this client that is ending. */
  endingOf(client: EndKey): Connection | undefined {
    const [first] = this.#leaving.get(hostOf(client)) ?? [];
    return first;
  }
}
