/**
 * Limits connections that have not proved their identity: no token, no accepted CONNECT. They share limits by
 * address, so one address cannot fill a listener. When a limit is reached, the address with the most of these
 * connections loses its oldest one.
 */

/** A provider gives a customer up to a /48 of IPv6, which contains 65,536 /64 networks. */
const GROUPS_OF_NETWORK = 3;

/** @param machine an IPv4 address, or the first 64 bits of an IPv6 address */
function networkOf(machine: string): string {
  return machine.includes(':') ? machine.split(':').slice(0, GROUPS_OF_NETWORK).join(':') : machine;
}

interface Network<Connection> {
  size: number;
  /** Connections by machine, in order of arrival. */
  readonly machines: Map<string, Set<Connection>>;
}

export class UnauthenticatedConnections<Connection> {
  readonly #networks = new Map<string, Network<Connection>>();
  readonly #machineOf = new Map<Connection, string>();

  get size(): number {
    return this.#machineOf.size;
  }

  has(connection: Connection): boolean {
    return this.#machineOf.has(connection);
  }

  add(connection: Connection, machine: string): void {
    if (this.#machineOf.has(connection)) return;
    this.#machineOf.set(connection, machine);
    const key = networkOf(machine);
    const network = this.#networks.get(key) ?? {
      size: 0,
      machines: new Map<string, Set<Connection>>(),
    };
    this.#networks.set(key, network);
    network.size += 1;
    const unauthenticated = network.machines.get(machine) ?? new Set<Connection>();
    network.machines.set(machine, unauthenticated.add(connection));
  }

  /** Removes a connection that has signed in or closed. */
  delete(connection: Connection): void {
    const machine = this.#machineOf.get(connection);
    if (machine === undefined) return;
    this.#machineOf.delete(connection);
    const key = networkOf(machine);
    const network = this.#networks.get(key);
    const unauthenticated = network?.machines.get(machine);
    if (network === undefined || unauthenticated === undefined) return;
    network.size -= 1;
    unauthenticated.delete(connection);
    if (unauthenticated.size === 0) network.machines.delete(machine);
    if (network.size === 0) this.#networks.delete(key);
  }

  /** The oldest connection of one machine. */
  oldestOf(machine: string): Connection | undefined {
    const [oldest] = this.#networks.get(networkOf(machine))?.machines.get(machine) ?? [];
    return oldest;
  }

  /**
   * The connection to evict: the oldest of the largest machine in the largest network.
   * Among equals, the network that has been present for longest.
   * @param newcomer machine of a connection that counts but is not added yet
   */
  first(newcomer?: string): Connection | undefined {
    const network = most(this.#networks, ({ size }) => size, newcomer && networkOf(newcomer));
    const machine = network && most(network.machines, ({ size }) => size, newcomer);
    const [oldest] = machine ?? [];
    return oldest;
  }
}

/** The largest group. The one named `extra` counts as one larger. */
function most<Group>(
  groups: ReadonlyMap<string, Group>,
  sizeOf: (group: Group) => number,
  extra: string | undefined,
): Group | undefined {
  let found: Group | undefined;
  let largest = 0;
  for (const [key, group] of groups) {
    const size = sizeOf(group) + (key === extra ? 1 : 0);
    if (size <= largest) continue;
    largest = size;
    found = group;
  }
  return found;
}
