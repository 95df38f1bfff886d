/**
 * Selects the BIRTH for reading each message of an edge node and its devices: the BIRTH of the message's
 * session.
 */

import { Lazy } from '../../base/lazy.ts';
import { readyFormat } from '../../payload/chains/chosenFormats.ts';
import type {
  DefaultChain,
  DescribedChain,
  DescribedReading,
  MessagePlace,
} from '../../payload/chains/rules.ts';
import {
  type BirthMetric,
  metricTableText,
  readMetricTable,
} from '../../payload/formats/sparkplug/sparkplugBirths.ts';
import { readingWith } from '../../payload/formats/sparkplug/sparkplugReading.ts';
import { sparkplug } from '../../payload/formats/sparkplug.ts';
import type { PayloadFormat } from '../../payload/tree/format.ts';

const CHAIN = 'sparkplug(birth.json)';

/** Limit of sessions of a node, and of BIRTHs of a node or device; the newest are kept. */
const MOST = 500;
/** Limit of characters in BIRTHs; above it, only the last one of each node and device is kept. */
const MOST_TEXT = 50_000_000;
/** Limit of nodes and devices with stored BIRTHs. */
const MOST_OWNERS = 10_000;
/** Estimated size of a BIRTH in addition to its text. */
const OVERHEAD = 500;

/** Limits the memory for the BIRTHs of all nodes. Above twice the limit, last BIRTHs are dropped, too. */
export class BirthBudget {
  used = 0;
  readonly most: number;
  readonly #mostOwners: number;
  /** Nodes and devices with BIRTHs, in the order of their latest BIRTH. */
  readonly #owners = new Set<BirthsOf>();

  constructor(most = MOST_TEXT, mostOwners = MOST_OWNERS) {
    this.most = most;
    this.#mostOwners = mostOwners;
  }

  /** Moves an owner to the end after a BIRTH: the first owner is dropped first. */
  heard(owner: BirthsOf): void {
    this.#owners.delete(owner);
    this.#owners.add(owner);
    for (const oldest of this.#owners) {
      const isTooMuch = this.used > 2 * this.most || this.#owners.size > this.#mostOwners;
      if (oldest === owner || !isTooMuch) return;
      oldest.forget();
      this.#owners.delete(oldest);
    }
  }
}

/** A side of a connection, on which the order is reliable. */
const laneOf = ({ stream, direction }: MessagePlace): number | undefined =>
  stream === undefined ? undefined : 2 * stream + (direction === 'out' ? 1 : 0);

interface Placed {
  readonly number: number;
  readonly lane: number | undefined;
}

interface Start extends Placed {
  /** Equal for the same NBIRTH on any connection. */
  readonly session: number;
}

interface Birth extends Placed {
  readonly session: number | undefined;
  readonly table: Table;
  /** For messages before the BIRTH. */
  readonly early: DescribedReading;
}

export class NodeBirths {
  readonly #budget: BirthBudget;
  readonly #starts: Start[] = [];
  /** By device; empty for the node itself. */
  readonly #of = new Map<string, BirthsOf>();

  constructor(budget: BirthBudget) {
    this.#budget = budget;
  }

  /**
   * An NBIRTH starts a session and reassigns aliases. @param session equal for the same message on another
   * connection
   */
  begin(place: MessagePlace, session: number): void {
    put(this.#starts, { number: place.number, lane: laneOf(place), session });
    if (this.#starts.length > MOST) this.#starts.shift();
  }

  of(device = ''): BirthsOf {
    const known = this.#of.get(device);
    if (known !== undefined) return known;
    const made = new BirthsOf(this, device, this.#budget);
    this.#of.set(device, made);
    return made;
  }

  /** Called when the device has no BIRTHs any more. */
  forget(device: string): void {
    this.#of.delete(device);
  }

  /** undefined if the start of the session is unknown. */
  sessionAt(place: MessagePlace): number | undefined {
    return lastUpTo(this.#starts, place)?.session;
  }
}

/** The BIRTHs of a node, or of a device. */
export class BirthsOf implements DescribedChain {
  readonly node: NodeBirths;
  readonly #device: string;
  readonly #budget: BirthBudget;
  readonly #births: Birth[] = [];

  constructor(node: NodeBirths, device: string, budget: BirthBudget) {
    this.node = node;
    this.#device = device;
    this.#budget = budget;
  }

  learn(place: MessagePlace, metrics: readonly BirthMetric[]): void {
    const births = this.#births;
    const text = metricTableText(metrics);
    const lane = laneOf(place);
    const session = this.node.sessionAt(place);
    const before = lastUpTo(births, place, (one) => one.session === session);
    if (before?.lane === lane && before?.table.text === text) {
      this.#budget.heard(this);
      return;
    }
    const same = births.find(({ table }) => table.text === text)?.table;
    const table = same ?? new Table(text);
    const { number } = place;
    const early = new Table(text, { later: Number.isInteger(number) ? number : 0 });
    this.#budget.used += OVERHEAD + (same === undefined ? text.length : 0);
    const replaced = put(births, { number, lane, session, table, early });
    if (replaced !== undefined) this.#leave(replaced);
    while (births.length > MOST || (births.length > 1 && this.#budget.used > this.#budget.most)) {
      this.#drop();
    }
    this.#budget.heard(this);
  }

  /** Forgets all BIRTHs; later ones are stored again. */
  forget(): void {
    while (this.#births.length > 0) this.#drop();
    this.node.forget(this.#device);
  }

  /** The last BIRTH of the session before the message, or else the first one after it. */
  at(place: MessagePlace): DescribedReading | undefined {
    const session = this.node.sessionAt(place);
    const own = lastUpTo(this.#births, place, (one) => one.session === session);
    if (own !== undefined) return own.table;
    return firstAfter(this.#births, place)?.early;
  }

  #drop(): void {
    const dropped = this.#births.shift();
    if (dropped !== undefined) this.#leave(dropped);
  }

  /** Removes the size of a dropped BIRTH. */
  #leave({ table }: Birth): void {
    const isShared = this.#births.some((one) => one.table === table);
    this.#budget.used -= OVERHEAD + (isShared ? 0 : table.text.length);
  }
}

/** The metrics that a BIRTH defines. */
class Table implements DescribedReading {
  readonly text: string;
  readonly chain: DefaultChain;
  readonly #more: Pick<DefaultChain, 'later'>;
  #format: PayloadFormat | undefined;

  constructor(text: string, more: Pick<DefaultChain, 'later'> = {}) {
    this.text = text;
    this.chain = { chain: CHAIN, files: [{ name: 'birth.json', text }], ...more };
    this.#more = more;
  }

  /** Built when a payload is first read with it. */
  get format(): PayloadFormat {
    return (this.#format ??= { ...this.#made(), ...this.#more });
  }

  #made(): PayloadFormat {
    const reading = readingWith(readMetricTable(this.text) ?? (() => undefined));
    return readyFormat(CHAIN, { ...sparkplug, readBy: Lazy.of(reading) });
  }
}

/** Number of entries up to a packet. */
function countUpTo(list: readonly Placed[], number: number): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((list[middle]?.number ?? 0) <= number) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Inserts in order. @returns the entry that it replaces, if messages are processed again */
function put<T extends Placed>(list: T[], one: T): T | undefined {
  const at = countUpTo(list, one.number);
  const last = list[at - 1];
  const isAgain = last?.number === one.number && last.lane === one.lane;
  return list.splice(isAgain ? at - 1 : at, isAgain ? 1 : 0, one)[0];
}

/** The last one on the same side of the connection, else on any. */
function lastUpTo<T extends Placed>(
  list: readonly T[],
  place: MessagePlace,
  isMeant: (one: T) => boolean = () => true,
): T | undefined {
  const lane = laneOf(place);
  let other: T | undefined;
  for (let at = countUpTo(list, place.number) - 1; at >= 0; at -= 1) {
    const one = list[at];
    if (one === undefined || !isMeant(one)) continue;
    if (lane === undefined || one.lane === lane) return one;
    other ??= one;
  }
  return other;
}

function firstAfter<T extends Placed>(list: readonly T[], place: MessagePlace): T | undefined {
  const lane = laneOf(place);
  const after = list.slice(countUpTo(list, place.number));
  return after.find((one) => one.lane === lane) ?? after[0];
}
