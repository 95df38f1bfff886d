/**
 * Simulated bad network between clients and a server: bytes of both directions pass through it and arrive by
 * its conditions. No I/O; deterministic for given times and seed.
 */
import type { Sender } from '../../mqtt/tables/packet.ts';
import { namePattern } from '../core/commands/namePattern.ts';
import { Deadlines } from '../core/memory/deadlines.ts';
import type { Account } from '../core/memory/ledger.ts';
import { Random } from '../core/memory/random.ts';
import { fullConditions, type NetworkConditions } from '../faults/networkConditions.ts';
import { drawn, Outages } from './outages.ts';
import { Pipe } from './pipe.ts';

/** Arrivals on the other side; `sender`: the side of origin. */
export interface Arrivals {
  readonly bytes: (connection: number, sender: Sender, bytes: Uint8Array) => void;
  readonly finished: (connection: number, sender: Sender) => void;
  readonly closed: (connection: number, sender: Sender) => void;
  /** The network has cut the connection for both sides. */
  readonly reset: (connection: number) => void;
}

interface Way {
  readonly pipes: Readonly<Record<Sender, Pipe>>;
  /** Remaining bytes of both directions until the reset. */
  untilReset: number;
  untilSilent: number;
  /** Time of the last bytes of either side. */
  heard: number;
  /** Nothing passes any more, without a close. */
  isSilent: boolean;
  isReset: boolean;
  /** Estimated memory, as last counted. */
  charged: number;
}

const SIDES = ['client', 'server'] as const;
/** ms after which a close passes even a silent network, so that no connection lasts forever. */
const FORGOTTEN = 600_000;

export class Network {
  readonly #out: Arrivals;
  readonly #nameOf: (connection: number) => string | undefined;
  readonly #account: Account;
  readonly #deadlines = new Deadlines();
  readonly #ways = new Map<number, Way>();
  #given: NetworkConditions | undefined;
  #conditions: NetworkConditions = {};
  #matches: (client: string) => boolean = () => true;
  #outages: Outages | undefined;
  /** Number of connections under these conditions; each has its own generator. */
  #count = 0;

  /**
   * @param nameOf returns the client's name, once it is known
   * @param account charged for bytes in transit; a connection that exceeds it is reset
   */
  constructor(out: Arrivals, nameOf: (connection: number) => string | undefined, account: Account) {
    this.#out = out;
    this.#account = account;
    this.#nameOf = nameOf;
  }

  /** True if nothing is in transit or scheduled. */
  get isFree(): boolean {
    return this.#given === undefined && this.#ways.size === 0;
  }

  get conditions(): NetworkConditions | undefined {
    return this.#given;
  }

  /** undefined: removes the conditions, and everything in transit arrives. Silent connections stay silent. */
  set(conditions: NetworkConditions | undefined, now: number): void {
    this.#given = conditions;
    this.#conditions = conditions === undefined ? {} : fullConditions(conditions);
    this.#matches = namePattern(this.#conditions.client);
    this.#count = 0;
    const { outage, seed = 1 } = this.#conditions;
    this.#outages = outage && new Outages(outage, new Random(seed), now);
    for (const [connection, way] of this.#ways) {
      for (const sender of SIDES) way.pipes[sender].hurry(now);
      this.#pump(connection, way, now);
      if (!way.isSilent && !way.isReset) this.#ways.delete(connection);
    }
  }

  /** Bytes in transit from that side. */
  waits(connection: number, sender: Sender): number {
    return this.#ways.get(connection)?.pipes[sender].bytes ?? 0;
  }

  /** Estimated memory of bytes in transit from that side. */
  costs(connection: number, sender: Sender): number {
    return this.#ways.get(connection)?.pipes[sender].cost ?? 0;
  }

  send(connection: number, sender: Sender, bytes: Uint8Array, now: number): void {
    const way = this.#wayOf(connection, now);
    if (way === undefined) {
      this.#out.bytes(connection, sender, bytes);
      return;
    }
    if (way.isReset) return;
    const { forgetAfter = Number.POSITIVE_INFINITY } = this.#conditions;
    if (now - way.heard > forgetAfter) this.#silence(way);
    way.heard = now;
    if (way.isSilent) return;
    const passing = bytes.subarray(0, Math.min(way.untilReset, way.untilSilent));
    if (passing.length > 0) way.pipes[sender].send(passing, now);
    way.untilReset -= passing.length;
    way.untilSilent -= passing.length;
    this.#charge(way);
    if (!this.#account.fits(0)) {
      this.#reset(connection, way);
      return;
    }
    if (way.untilReset === 0) way.pipes[sender].end('reset', now);
    else if (way.untilSilent === 0) way.isSilent = true;
    this.#pump(connection, way, now);
  }

  /** The side has stopped sending. */
  finish(connection: number, sender: Sender, now: number): void {
    this.#end(connection, sender, 'half', now);
  }

  /** The side has closed. */
  close(connection: number, sender: Sender, now: number): void {
    this.#end(connection, sender, 'end', now);
  }

  /** Both sides have closed. */
  forget(connection: number): void {
    const way = this.#ways.get(connection);
    if (way === undefined) return;
    this.#clear(way);
    this.#ways.delete(connection);
  }

  /** True if it knows the connection, which may have bytes in transit. */
  has(connection: number): boolean {
    return this.#ways.has(connection);
  }

  /** True if the network has cut it. */
  isReset(connection: number): boolean {
    return this.#ways.get(connection)?.isReset === true;
  }

  /** True if nothing passes on it any more. */
  isSilent(connection: number): boolean {
    return this.#ways.get(connection)?.isSilent === true;
  }

  elapse(now: number): void {
    this.#deadlines.elapse(now);
  }

  get wakeAt(): number | undefined {
    return this.#deadlines.next;
  }

  #end(connection: number, sender: Sender, kind: 'half' | 'end', now: number): void {
    const way = this.#wayOf(connection, now);
    if (way === undefined) {
      this.#deliverEnd(connection, sender, kind);
      return;
    }
    if (way.isReset && kind === 'half') return;
    if (way.isSilent) {
      if (kind === 'end')
        this.#deadlines.set(now + FORGOTTEN, () => this.#deliverEnd(connection, sender, kind));
      return;
    }
    way.pipes[sender].end(kind, now);
    this.#pump(connection, way, now);
  }

  #deliverEnd(connection: number, sender: Sender, kind: 'half' | 'end'): void {
    if (kind === 'half') this.#out.finished(connection, sender);
    else this.#out.closed(connection, sender);
  }

  /** undefined: it is not affected, or not known to be. */
  #wayOf(connection: number, now: number): Way | undefined {
    const known = this.#ways.get(connection);
    if (known !== undefined || this.#given === undefined) return known;
    if (this.#conditions.client !== undefined) {
      const name = this.#nameOf(connection);
      if (name === undefined || !this.#matches(name)) return undefined;
    }
    const way = this.#newWay(now);
    this.#ways.set(connection, way);
    return way;
  }

  #newWay(now: number): Way {
    const { seed = 1, up, down, resetAfter, silentAfter } = this.#conditions;
    this.#count += 1;
    const random = (what: number): Random => new Random(seed * 0x1_0000 + this.#count * 4 + what);
    const limits = random(2);
    const most = Number.POSITIVE_INFINITY;
    return {
      pipes: {
        client: new Pipe(this.#conditions, random(0), this.#outages, up),
        server: new Pipe(this.#conditions, random(1), this.#outages, down),
      },
      untilReset: resetAfter === undefined ? most : drawn(limits, resetAfter),
      untilSilent: silentAfter === undefined ? most : drawn(limits, silentAfter),
      heard: now,
      isSilent: false,
      isReset: false,
      charged: 0,
    };
  }

  #silence(way: Way): void {
    way.isSilent = true;
    this.#clear(way);
  }

  #reset(connection: number, way: Way): void {
    way.isReset = true;
    this.#clear(way);
    this.#out.reset(connection);
  }

  #clear(way: Way): void {
    for (const sender of SIDES) way.pipes[sender].clear();
    this.#charge(way);
  }

  /** Delivers arrivals and schedules the next one. */
  #pump(connection: number, way: Way, now: number): void {
    for (const sender of SIDES) this.#pumpSide(connection, way, sender, now);
  }

  #pumpSide(connection: number, way: Way, sender: Sender, now: number): void {
    const pipe = way.pipes[sender];
    for (let arrival = pipe.arrived(now); arrival !== undefined; arrival = pipe.arrived(now)) {
      this.#charge(way);
      if (this.#ways.get(connection) !== way) return;
      if (arrival.kind === 'bytes') this.#out.bytes(connection, sender, arrival.bytes);
      else if (arrival.kind !== 'reset') this.#deliverEnd(connection, sender, arrival.kind);
      else {
        this.#reset(connection, way);
        return;
      }
    }
    const { next } = pipe;
    if (next === undefined || pipe.wake?.time === next) return;
    this.#deadlines.cancel(pipe.wake);
    pipe.wake = this.#deadlines.set(next, (time) => {
      pipe.wake = undefined;
      this.#pumpSide(connection, way, sender, time);
    });
  }

  /** The sender counts bytes to clients as unwritten. */
  #charge(way: Way): void {
    const { client, server } = way.pipes;
    const cost = client.cost + server.cost - server.bytes;
    this.#account.add(cost - way.charged);
    way.charged = cost;
  }
}
