/** Which exchanges of one MQTT session are open, by packet identifier, over all its connections. */
import type { Direction } from '../log/columns/direction.ts';
import { IdNumbers } from '../log/columns/idNumbers.ts';

/** Identifiers whose last exchange is remembered after its end; a power of two. */
const ENDED_KEPT = 1024;
/** Numbers in a short list: two for each identifier. */
const FEW = 32;
const NONE: readonly number[] = [];
/** Answers that came without a question, remembered because they are answered in turn. */
const STRAYS_KEPT = 64;

/** A table of the last exchanges by a part of their identifiers; a short list while they are few. */
class EndedIds {
  /** Place and exchange, in turn. */
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
    // A list that grows by itself has room for some 20 numbers at once.
    else this.#few = [...few, place, exchange];
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

/** Packet identifiers that one side gives out (2.2.1): PUBLISH, SUBSCRIBE, UNSUBSCRIBE share them. */
export class OpenIds {
  readonly #open = new IdNumbers();
  readonly #ended = new EndedIds();
  #strays: Set<number> | undefined;
  #sentAgain: Set<number> | undefined;
  /** PUBLISH of QoS 1 and 2. */
  publishes = 0;
  /** Of these QoS 2. */
  publishesQos2 = 0;
  /** Of these sent, or sent again, on the connection of now: they use its receive maximum (4.9). */
  counted = 0;
  /** Newest exchange whose PUBLISH was answered on this connection: answers keep the order (4.6). */
  lastPuback = 0;
  lastPubrec = 0;
  /** Newest PUBREC that was answered by PUBREL on this connection. */
  lastReleased = 0;

  /** 0: none. */
  exchange(packetId: number): number {
    return this.#open.get(packetId);
  }

  open(packetId: number, exchange: number): void {
    this.#open.set(packetId, exchange);
  }

  /** @param resends how often it was sent again */
  close(packetId: number, exchange: number, resends = 0): void {
    if (this.#open.get(packetId) === exchange) this.#open.delete(packetId);
    this.#ended.set(packetId, exchange);
    if (resends > 0) (this.#sentAgain ??= new Set()).add(packetId);
  }

  /** What used the identifier before was sent again: its second answer may still come. */
  mayAnswerEarlier(packetId: number): boolean {
    return this.#sentAgain?.has(packetId) === true;
  }

  /** An exchange that ended lately; perhaps of another identifier. 0: none. */
  ended(packetId: number): number {
    return this.#ended.get(packetId);
  }

  stray(packetId: number): void {
    const strays = (this.#strays ??= new Set());
    if (strays.size < STRAYS_KEPT) strays.add(packetId);
  }

  /** @returns whether there was one */
  takeStray(packetId: number): boolean {
    return this.#strays?.delete(packetId) === true;
  }

  get size(): number {
    return this.#open.size;
  }

  /** Those that are open, oldest first. */
  exchanges(): number[] {
    const exchanges = this.#open.entries().map(([, exchange]) => exchange);
    return exchanges.toSorted((a, b) => a - b);
  }

  /** Nobody will come back to what has ended: it is not remembered any more. */
  forget(): void {
    this.#ended.clear();
    this.#strays = undefined;
  }

  /** Another connection: order and receive maximum begin anew. */
  reconnected(): void {
    this.counted = 0;
    this.lastPuback = 0;
    this.lastPubrec = 0;
    this.lastReleased = 0;
    this.#strays = undefined;
    this.#sentAgain = undefined;
  }
}

/** `out`: identifiers that the client gives out; `in`: the server. */
export class SessionFlow {
  /** Most clients only subscribe or only publish, many of them at QoS 0. */
  #out: OpenIds | undefined;
  #in: OpenIds | undefined;

  /** QoS 1 and 2 sent, last answer not seen. */
  get inFlightOut(): number {
    return this.#out?.publishes ?? 0;
  }

  /** QoS 2 received, PUBCOMP not sent. */
  get inFlightIn(): number {
    return this.#in?.publishesQos2 ?? 0;
  }

  of(direction: Direction): OpenIds {
    if (direction === 'out') return (this.#out ??= new OpenIds());
    return (this.#in ??= new OpenIds());
  }

  /** Of the sides that have given out identifiers, or may have. */
  get used(): readonly OpenIds[] {
    return [this.#out, this.#in].filter((ids) => ids !== undefined);
  }
}
