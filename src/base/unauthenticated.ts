/**
 * Limits connections that have not proved their identity: no token, no accepted CONNECT. They share limits by
 * address, so one address cannot fill a listener. When a limit is reached, the address with the most of these
 * connections loses its oldest one.
 */
export class UnauthenticatedConnections<Connection> {
  /** Connections by machine, in order of arrival. */
  readonly #machines = new Map<string, Set<Connection>>();
  readonly #machineOf = new Map<Connection, string>();

  get size(): number {
    return this.#machineOf.size;
  }

  has(connection: Connection): boolean {
    return this.#machineOf.has(connection);
  }

  /** @param machine an IPv4 address, or the first 64 bits of an IPv6 address */
  add(connection: Connection, machine: string): void {
    if (this.#machineOf.has(connection)) return;
    this.#machineOf.set(connection, machine);
    const others = this.#machines.get(machine) ?? new Set<Connection>();
    this.#machines.set(machine, others.add(connection));
  }

  /** Removes a connection that has signed in or closed. */
  delete(connection: Connection): void {
    const machine = this.#machineOf.get(connection);
    if (machine === undefined) return;
    this.#machineOf.delete(connection);
    const others = this.#machines.get(machine);
    others?.delete(connection);
    if (others?.size === 0) this.#machines.delete(machine);
  }

  /** The oldest connection of one machine. */
  oldestOf(machine: string): Connection | undefined {
    const [oldest] = this.#machines.get(machine) ?? [];
    return oldest;
  }

  /**
   * The connection to evict: the oldest of the machine with the most. Among equals, the machine that has been
   * present for longest.
   * @param newcomer machine of a connection that counts but is not added yet
   */
  first(newcomer?: string): Connection | undefined {
    let found: string | undefined;
    let most = 0;
    for (const [machine, connections] of this.#machines) {
      const size = connections.size + (machine === newcomer ? 1 : 0);
      if (size <= most) continue;
      most = size;
      found = machine;
    }
    return found === undefined ? undefined : this.oldestOf(found);
  }
}
