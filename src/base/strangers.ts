/**
 * Limits connections that have not proved their identity: no token, no accepted CONNECT. They share limits by
 * address, so one address cannot fill a listener. When a limit is reached, the address with the most such
 * connections loses its oldest one.
 */

/** A provider gives a customer up to a /48 of IPv6, which contains 65,536 /64 networks. */
const GROUPS_OF_NETWORK = 3;

/** @param machine an IPv4 address, or the first 64 bits of an IPv6 address */
function networkOf(machine: string): string {
  return machine.includes(':') ? machine.split(':').slice(0, GROUPS_OF_NETWORK).join(':') : machine;
}

interface Network<Stranger> {
  size: number;
  /** Connections by machine, in order of arrival. */
  readonly machines: Map<string, Set<Stranger>>;
}

export class Strangers<Stranger> {
  readonly #networks = new Map<string, Network<Stranger>>();
  readonly #machineOf = new Map<Stranger, string>();

  get size(): number {
    return this.#machineOf.size;
  }

  has(stranger: Stranger): boolean {
    return this.#machineOf.has(stranger);
  }

  add(stranger: Stranger, machine: string): void {
    if (this.#machineOf.has(stranger)) return;
    this.#machineOf.set(stranger, machine);
    const key = networkOf(machine);
    const network = this.#networks.get(key) ?? {
      size: 0,
      machines: new Map<string, Set<Stranger>>(),
    };
    this.#networks.set(key, network);
    network.size += 1;
    const strangers = network.machines.get(machine) ?? new Set<Stranger>();
    network.machines.set(machine, strangers.add(stranger));
  }

  /** Removes a connection that has signed in or closed. */
  delete(stranger: Stranger): void {
    const machine = this.#machineOf.get(stranger);
    if (machine === undefined) return;
    this.#machineOf.delete(stranger);
    const key = networkOf(machine);
    const network = this.#networks.get(key);
    const strangers = network?.machines.get(machine);
    if (network === undefined || strangers === undefined) return;
    network.size -= 1;
    strangers.delete(stranger);
    if (strangers.size === 0) network.machines.delete(machine);
    if (network.size === 0) this.#networks.delete(key);
  }

  /** The oldest connection of one machine. */
  oldestOf(machine: string): Stranger | undefined {
    const [oldest] = this.#networks.get(networkOf(machine))?.machines.get(machine) ?? [];
    return oldest;
  }

  /**
   * The connection to evict: the oldest of the largest machine in the largest network.
   * Among equals, the network that has been present for longest.
   * @param newcomer machine of a connection that counts but is not added yet
   */
  first(newcomer?: string): Stranger | undefined {
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
