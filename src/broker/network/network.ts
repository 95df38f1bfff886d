/**
 * A bad network between clients and whatever serves them: bytes of both directions pass through it, and
 * arrive as its conditions have it. No I/O; deterministic for a given time and seed.
 */
import type { Sender } from '../../mqtt/tables/packet.ts';
import { namePattern } from '../core/commands/namePattern.ts';
import { Deadlines } from '../core/memory/deadlines.ts';
import type { Account } from '../core/memory/ledger.ts';
import { Random } from '../core/memory/random.ts';
import { fullConditions, type NetworkConditions } from '../faults/networkConditions.ts';
import { drawn, Outages } from './outages.ts';
import { Pipe } from './pipe.ts';

/** What arrives on the other side; `sender`: the side from which it comes. */
export interface Arrivals {
  readonly bytes: (connection: number, sender: Sender, bytes: Uint8Array) => void;
  readonly finished: (connection: number, sender: Sender) => void;
  readonly closed: (connection: number, sender: Sender) => void;
  /** The network has cut the connection, for both. */
  readonly reset: (connection: number) => void;
}

interface Way {
  readonly pipes: Readonly<Record<Sender, Pipe>>;
  /** Bytes that may pass yet, of both directions. */
  untilReset: number;
  untilSilent: number;
  /** Of the last bytes of either side. */
  heard: number;
  /** Nothing passes any more, and nobody is told. */
  isSilent: boolean;
  isReset: boolean;
  /** Estimated memory, as it was counted last. */
  charged: number;
}

const SIDES = ['client', 'server'] as const;
/** ms after which an end is told although the network has fallen silent: nothing lasts for ever. */
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
  #mishaps = new Random(1);
  /** Connections so far, under these conditions: each has a generator of its own. */
  #count = 0;

  /**
   * @param nameOf the client's name, once it is known
   * @param account charged with what is under way; a connection that brings more than it has is reset
   */
  constructor(out: Arrivals, nameOf: (connection: number) => string | undefined, account: Account) {
    this.#out = out;
    this.#account = account;
    this.#nameOf = nameOf;
  }

  /** Nothing is under way, and nothing is to happen. */
  get isFree(): boolean {
    return this.#given === undefined && this.#ways.size === 0;
  }

  get conditions(): NetworkConditions | undefined {
    return this.#given;
  }

  /** undefined: a good one again, and what is under way arrives. What was silent stays so. */
  set(conditions: NetworkConditions | undefined, now: number): void {
    this.#given = conditions;
    this.#conditions = conditions === undefined ? {} : fullConditions(conditions);
    this.#matches = namePattern(this.#conditions.client);
    this.#count = 0;
    const { outage, seed = 1 } = this.#conditions;
    this.#mishaps = new Random(seed);
    this.#outages = outage && new Outages(outage, new Random(seed), now);
    for (const [connection, way] of this.#ways) {
      for (const sender of SIDES) way.pipes[sender].hurry(now);
      this.#pump(connection, way, now);
      if (!way.isSilent && !way.isReset) this.#ways.delete(connection);
    }
  }

  /** Bytes of that side that are under way. */
  waits(connection: number, sender: Sender): number {
    return this.#ways.get(connection)?.pipes[sender].bytes ?? 0;
  }

  /** Estimated memory of what that side has sent and is under way. */
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

  /** That side sends no more. */
  finish(connection: number, sender: Sender, now: number): void {
    this.#end(connection, sender, 'half', now);
  }

  /** That side is gone. */
  close(connection: number, sender: Sender, now: number): void {
    this.#end(connection, sender, 'end', now);
  }

  /** Nothing of it is left on either side. */
  forget(connection: number): void {
    const way = this.#ways.get(connection);
    if (way === undefined) return;
    this.#clear(way);
    this.#ways.delete(connection);
  }

  /** Whether it knows of it: something may be under way. */
  has(connection: number): boolean {
    return this.#ways.has(connection);
  }

  /** Whether the network has cut it. */
  isReset(connection: number): boolean {
    return this.#ways.get(connection)?.isReset === true;
  }

  /** Whether nothing passes on it any more. */
  isSilent(connection: number): boolean {
    return this.#ways.get(connection)?.isSilent === true;
  }

  /** Drawn anew with each call, of a generator of its own. */
  failsTls(): boolean {
    const { tlsCut } = this.#conditions;
    return tlsCut !== undefined && this.#mishaps.chance(tlsCut);
  }

  losesName(): boolean {
    const { dnsFailure } = this.#conditions;
    return dnsFailure !== undefined && this.#mishaps.chance(dnsFailure);
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
      this.#tell(connection, sender, kind);
      return;
    }
    if (way.isReset && kind === 'half') return;
    if (way.isSilent) {
      if (kind === 'end')
        this.#deadlines.set(now + FORGOTTEN, () => this.#tell(connection, sender, kind));
      return;
    }
    way.pipes[sender].end(kind, now);
    this.#pump(connection, way, now);
  }

  #tell(connection: number, sender: Sender, kind: 'half' | 'end'): void {
    if (kind === 'half') this.#out.finished(connection, sender);
    else this.#out.closed(connection, sender);
  }

  /** undefined: it is not concerned, or not known to be. */
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

  /** Hands on what has arrived, and waits for the next. */
  #pump(connection: number, way: Way, now: number): void {
    for (const sender of SIDES) this.#pumpSide(connection, way, sender, now);
  }

  #pumpSide(connection: number, way: Way, sender: Sender, now: number): void {
    const pipe = way.pipes[sender];
    for (let arrival = pipe.arrived(now); arrival !== undefined; arrival = pipe.arrived(now)) {
      this.#charge(way);
      if (this.#ways.get(connection) !== way) return;
      if (arrival.kind === 'bytes') this.#out.bytes(connection, sender, arrival.bytes);
      else if (arrival.kind !== 'reset') this.#tell(connection, sender, arrival.kind);
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

  /** The bytes of what goes to clients are counted by who sends it, as unwritten. */
  #charge(way: Way): void {
    const { client, server } = way.pipes;
    const cost = client.cost + server.cost - server.bytes;
    this.#account.add(cost - way.charged);
    way.charged = cost;
  }
}
