/** Open exchanges of an MQTT session by packet identifier, over all its connections. */
import type { Direction } from '../log/columns/direction.ts';
import { IdNumbers } from '../log/columns/idNumbers.ts';

/** Identifiers whose last exchange is kept after its end; a power of two. */
const ENDED_KEPT = 1024;
/** Entries of a short list: two per identifier. */
const FEW = 32;
const NONE: readonly number[] = [];
/** Unmatched acknowledgements to keep, because they are answered in turn. */
const STRAYS_KEPT = 64;

/** Recently ended exchanges by part of their identifier: a short list, or a table if there are many. */
class EndedIds {
  /** Alternating slots and exchanges. */
  #few: number[] | undefined;
  #table: Uint32Array | undefined;

  get(packetId: number): number {
    const place = packetId & (ENDED_KEPT - 1);
    if (this.#table) return this.#table[place] ?? 0;
    const few = this.#few ?? NONE;
    for (let at = 0; at < few.length; at += 2) if (few[at] === place) return few[at + 1] ?? 0;
    return 0;
  }

  set(packetId: number, exchange: number): void {
    const place = packetId & (ENDED_KEPT - 1);
    const few = this.#table ? undefined : (this.#few ??= [place, exchange]);
    let at = 0;
    while (few !== undefined && at < few.length && few[at] !== place) at += 2;
    if (few !== undefined && at < few.length) few[at + 1] = exchange;
    else if (few === undefined || few.length >= FEW) this.#tableOfAll()[place] = exchange;
    // Exact size: `push` and spread reserve about 20 entries at once.
    else this.#few = few.concat(place, exchange);
  }

  clear(): void {
    this.#few = undefined;
    this.#table = undefined;
  }

  #tableOfAll(): Uint32Array {
    if (this.#table) return this.#table;
    const table = new Uint32Array(ENDED_KEPT);
    const few = this.#few ?? NONE;
    for (let at = 0; at < few.length; at += 2) table[few[at] ?? 0] = few[at + 1] ?? 0;
    this.#few = undefined;
    this.#table = table;
    return table;
  }
}

/** Packet identifiers assigned by one side (2.2.1): shared by PUBLISH, SUBSCRIBE and UNSUBSCRIBE. */
export class OpenIds {
  readonly #open = new IdNumbers();
  readonly #ended = new EndedIds();
  #strays: Set<number> | undefined;
  #sentAgain: Set<number> | undefined;
  /** Open PUBLISH packets of QoS 1 and 2. */
  publishes = 0;
  /** Those of QoS 2. */
  publishesQos2 = 0;
  /** Those sent or resent on the current connection, which count against its receive maximum (4.9). */
  counted = 0;
  /** Newest exchange whose PUBLISH was answered on this connection: answers keep the order (4.6). */
  lastPuback = 0;
  lastPubrec = 0;
  /** Newest PUBREC answered by PUBREL on this connection. */
  lastReleased = 0;

  /** 0: none. */
  exchange(packetId: number): number {
    return this.#open.get(packetId);
  }

  open(packetId: number, exchange: number): void {
    this.#open.set(packetId, exchange);
  }

  /** @param resends number of times it was resent */
  close(packetId: number, exchange: number, resends = 0): void {
    if (this.#open.get(packetId) === exchange) this.#open.delete(packetId);
    this.#ended.set(packetId, exchange);
    if (resends > 0) (this.#sentAgain ??= new Set()).add(packetId);
  }

  /** The previous exchange with this identifier was resent, so its second answer may still arrive. */
  mayAnswerEarlier(packetId: number): boolean {
    return this.#sentAgain?.has(packetId) === true;
  }

  /** A recently ended exchange, possibly of another identifier. 0: none. */
  ended(packetId: number): number {
    return this.#ended.get(packetId);
  }

  stray(packetId: number): void {
    const strays = (this.#strays ??= new Set());
    if (strays.size < STRAYS_KEPT) strays.add(packetId);
  }

  /** @returns true if there was one */
  takeStray(packetId: number): boolean {
    return this.#strays?.delete(packetId) === true;
  }

  get size(): number {
    return this.#open.size;
  }

  /** Open exchanges, oldest first. */
  exchanges(): number[] {
    const exchanges = this.#open.entries().map(([, exchange]) => exchange);
    return exchanges.toSorted((a, b) => a - b);
  }

  /** Drops ended exchanges, because the session cannot be resumed. */
  forget(): void {
    this.#ended.clear();
    this.#strays = undefined;
  }

  /** A new connection: order and receive maximum start again. */
  reconnected(): void {
    this.counted = 0;
    this.lastPuback = 0;
    this.lastPubrec = 0;
    this.lastReleased = 0;
    this.#strays = undefined;
    this.#sentAgain = undefined;
  }
}

/** `out`: identifiers assigned by the client; `in`: by the server. */
export class SessionFlow {
  /** undefined for many clients, which only subscribe, or only publish with QoS 0. */
  #out: OpenIds | undefined;
  #in: OpenIds | undefined;

  /** Sent with QoS 1 or 2, without a final answer. */
  get inFlightOut(): number {
    return this.#out?.publishes ?? 0;
  }

  /** Received with QoS 2, without PUBCOMP. */
  get inFlightIn(): number {
    return this.#in?.publishesQos2 ?? 0;
  }

  /** Received with QoS 1 or 2, without the client's final answer. */
  get unacknowledgedIn(): number {
    return this.#in?.publishes ?? 0;
  }

  of(direction: Direction): OpenIds {
    if (direction === 'out') return (this.#out ??= new OpenIds());
    return (this.#in ??= new OpenIds());
  }

  /** Identifiers of the sides that have assigned any, or may have. */
  get used(): readonly OpenIds[] {
    return [this.#out, this.#in].filter((ids) => ids !== undefined);
  }
}
