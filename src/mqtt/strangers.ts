/**
 * Connections that have not shown yet that they belong: no token, no accepted CONNECT. They share places by
 * address, so nobody can fill a listener from one: where places are scarce, the address with the most gives
 * way, its oldest first.
 */

/** A provider gives a customer up to a /48 of IPv6, which has 65,536 networks of 64 bits. */
const GROUPS_OF_NETWORK = 3;

/** @param machine an address of IPv4, or the first 64 bits of one of IPv6 */
function networkOf(machine: string): string {
  return machine.includes(':') ? machine.split(':').slice(0, GROUPS_OF_NETWORK).join(':') : machine;
}

interface Network<Stranger> {
  size: number;
  /** By machine, each in order of arrival. */
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

  /** It has shown that it belongs, or is gone. */
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

  /** The oldest of one machine. */
  oldestOf(machine: string): Stranger | undefined {
    const [oldest] = this.#networks.get(networkOf(machine))?.machines.get(machine) ?? [];
    return oldest;
  }

  /**
   * The one that gives way: of the network with the most, and in it of the machine with the most, the oldest.
   * Among equals, it is the network that has been there for longest.
   * @param newcomer the machine of one that is not added yet, and counts
   */
  first(newcomer?: string): Stranger | undefined {
    const network = most(this.#networks, ({ size }) => size, newcomer && networkOf(newcomer));
    const machine = network && most(network.machines, ({ size }) => size, newcomer);
    const [oldest] = machine ?? [];
    return oldest;
  }
}

/** The largest, where the one called `extra` counts as one more. */
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
