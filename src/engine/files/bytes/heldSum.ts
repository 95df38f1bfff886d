/** Limits the bytes that all connections of a capture together hold for one purpose. */
export class HeldSum<Connection> {
  /** Bytes by connection. The first one has held bytes for the longest time. */
  readonly #held = new Map<Connection, number>();
  readonly #most: number;
  #sum = 0;

  constructor(most: number) {
    this.#most = most;
  }

  set(connection: Connection, bytes: number): void {
    this.#sum += bytes - (this.#held.get(connection) ?? 0);
    if (bytes > 0) this.#held.set(connection, bytes);
    else this.#held.delete(connection);
  }

  /** Removes and returns the connection that has to stop holding bytes. */
  takeExcess(): Connection | undefined {
    if (this.#sum <= this.#most) return undefined;
    const [oldest] = this.#held.keys();
    if (oldest !== undefined) this.set(oldest, 0);
    return oldest;
  }
}
