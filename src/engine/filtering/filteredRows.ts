/** Lists the held packets that match a display filter. */

import { PINGREQ, PINGRESP } from '../../mqtt/tables/typeNumbers.ts';
import type { CompiledFilter } from '../filter/compile.ts';
import { MOST_ROWS } from '../filter/rowBlock.ts';
import type { FilterProgress } from './filterProgress.ts';
import type { KeptPackets } from './keptPackets.ts';
import { MatchProgress } from './matchProgress.ts';
import { type CaptureFacts, PacketCursor } from './packetCursor.ts';
import type { PacketList } from './packetList.ts';

/** Packets examined between two checks of the clock. The number is small if bytes are read. */
const GROUP_OF_COLUMNS = MOST_ROWS;
const GROUP_OF_BYTES = 16;

/**
 * Content of a list: matching packets; with them the other packets of their exchanges; or one row for each
 * exchange with a match, its first packet, and one for each run of pings.
 */
export type Listed = 'matches' | 'answers' | 'exchanges';

type ValidFilter = CompiledFilter & { readonly ok: true };

/**
 * Does not examine packets on arrival. `advance` continues where it stopped, first with the packets kept
 * after their eviction (by ordinal), then with those of the log (by number).
 */
export class FilteredRows implements PacketList {
  readonly text: string;
  readonly listed: Listed;
  readonly #facts: CaptureFacts;
  readonly #filter: ValidFilter;
  readonly #log: CaptureFacts['log'];
  readonly #keptPackets: KeptPackets;
  readonly #cursor: PacketCursor;
  /** True if the cursor is at the last examined packet. */
  #isThere = false;
  readonly #kept: MatchProgress;
  readonly #held: MatchProgress;
  /** The first ordinal kept since the last advance. */
  #nextKept: number;
  /** Number of listed packets that have been discarded. */
  #discarded = 0;

  constructor(filter: ValidFilter, facts: CaptureFacts, listed: Listed) {
    this.text = filter.text;
    this.listed = listed;
    this.#filter = filter;
    this.#facts = facts;
    this.#log = facts.log;
    this.#keptPackets = facts.kept;
    this.#cursor = new PacketCursor(facts);
    const most = filter.asksBytes ? GROUP_OF_BYTES : GROUP_OF_COLUMNS;
    const group = () => (filter.spending.isExpensive ? 1 : most);
    const passes = (number: number | undefined) => {
      this.#isThere = number !== undefined && this.#cursor.moveTo(number);
      return this.#isThere && filter.test(this.#cursor);
    };
    const settle =
      listed === 'matches'
        ? undefined
        : () => {
            this.#settle();
          };
    const held = facts.log.oldestNumber;
    this.#held = new MatchProgress(held, group, passes, this.#testAll(), settle);
    const isKeptPassing = (ordinal: number) => passes(facts.kept.numberOf(ordinal));
    this.#kept = new MatchProgress(
      facts.kept.oldestOrdinal,
      () => Math.min(GROUP_OF_BYTES, group()),
      isKeptPassing,
      undefined,
      settle,
    );
    this.#nextKept = facts.kept.nextOrdinal;
  }

  #testAll() {
    const mask = new Uint8Array(MOST_ROWS);
    const { narrow } = this.#filter;
    return (from: number, most: number) => {
      if (!this.#cursor.blockFrom(from, Math.min(most, MOST_ROWS))) {
        mask[0] = 0;
        return { mask, count: 1 };
      }
      const { count } = this.#cursor;
      mask.fill(1, 0, count);
      narrow(this.#cursor, mask);
      return { mask, count };
    };
  }

  /**
   * Examines the remaining packets while there is time.
   * @param isEndShown the newest packets are examined first
   * @returns true when all are examined
   */
  advance(hasTime: () => boolean, isEndShown = false): boolean {
    this.#forgetDiscarded();
    this.#cursor.refresh();
    return (
      this.#kept.advance(this.#keptPackets.nextOrdinal, hasTime) &&
      this.#held.advance(this.#log.nextNumber, hasTime, isEndShown)
    );
  }

  get asksExchange(): boolean {
    return this.#filter.asksExchange;
  }

  get asksProblem(): boolean {
    return this.#filter.asksProblem;
  }

  /** The exchange of a packet has continued. */
  exchangeChanged(packet: number): void {
    if (this.asksExchange) this.#doubt(packet);
  }

  /** A problem was found on a packet. */
  problemFound(packet: number): void {
    if (this.asksProblem) this.#doubt(packet);
  }

  /** A fault was marked on a packet. */
  faultMarked(packet: number): void {
    if (this.#filter.asksFault) this.#doubt(packet);
  }

  /** The same filter with nothing examined. */
  restarted(): FilteredRows {
    return new FilteredRows(this.#filter, this.#facts, this.listed);
  }

  /** Follows Clear of the log. */
  clear(): void {
    this.#held.clear(this.#log.nextNumber);
    this.#kept.clear(this.#keptPackets.nextOrdinal);
    this.#nextKept = this.#keptPackets.nextOrdinal;
    this.#discarded = 0;
  }

  get progress(): FilterProgress {
    this.#forgetDiscarded();
    const { oldestNumber, nextNumber } = this.#log;
    const held = nextNumber - oldestNumber + this.#keptPackets.size;
    const left = this.#held.left(nextNumber) + this.#kept.left(this.#keptPackets.nextOrdinal);
    const shown = this.#kept.passed.size + this.#held.passed.size;
    const { givenUp } = this.#filter.spending;
    const progress = { text: this.text, shown, examined: held - left, held, done: left === 0 };
    return givenUp === 0 ? progress : { ...progress, givenUp };
  }

  get total(): number {
    this.#forgetDiscarded();
    return this.#discarded + this.#kept.listed.size + this.#held.listed.size;
  }

  get oldest(): number {
    this.#forgetDiscarded();
    return this.#discarded;
  }

  numbers(first: number, count: number): number[] {
    const numbers: number[] = [];
    const { listed } = this.#kept;
    const from = Math.max(0, first - this.oldest);
    let ordinal = listed.at(from);
    while (ordinal !== undefined && numbers.length < count) {
      const number = this.#keptPackets.numberOf(ordinal);
      if (number !== undefined) numbers.push(number);
      ordinal = listed.next(ordinal + 1);
    }
    let number = this.#held.listed.at(Math.max(0, from - listed.size));
    while (number !== undefined && numbers.length < count) {
      numbers.push(number);
      number = this.#held.listed.next(number + 1);
    }
    return numbers;
  }

  position(packet: number): number | undefined {
    this.#forgetDiscarded();
    const { listed } = this.#held;
    if (listed.has(packet)) return this.#discarded + this.#kept.listed.size + listed.rank(packet);
    const ordinal = this.#keptPackets.ordinalOf(packet);
    if (ordinal === undefined || !this.#kept.listed.has(ordinal)) return undefined;
    return this.#discarded + this.#kept.listed.rank(ordinal);
  }

  placeFrom(packet: number): number {
    this.#forgetDiscarded();
    const kept = this.#keptPackets.ordinalFrom(packet);
    return this.#discarded + this.#kept.listed.rank(kept) + this.#held.listed.rank(packet);
  }

  /** True for a listed packet that does not match, but another packet of its exchange does. */
  isBeside(packet: number): boolean {
    return this.listed === 'answers' && !this.#hasPassed(packet);
  }

  #hasPassed(packet: number): boolean {
    if (packet >= this.#log.oldestNumber) return this.#held.passed.has(packet);
    return this.#kept.passed.has(this.#keptPackets.ordinalOf(packet) ?? 0);
  }

  /** Lists all packets of the current packet's exchange if one of them matches. */
  #settle(): void {
    if (!this.#isThere) return;
    const { no, exchangeNumber } = this.#cursor;
    if (exchangeNumber === 0) {
      this.#list(no, this.#hasPassed(no));
      return;
    }
    let isListed = false;
    let first = no;
    this.#facts.eachPacket(exchangeNumber, (packet) => {
      isListed ||= this.#hasPassed(packet);
      first = Math.min(first, packet);
    });
    if (this.listed === 'exchanges') {
      this.#facts.eachPacket(exchangeNumber, (packet) => {
        this.#list(packet, isListed && packet === first && !this.#followsPing(packet));
      });
      return;
    }
    this.#facts.eachPacket(exchangeNumber, (packet) => {
      this.#list(packet, isListed);
    });
  }

  /** True for a PINGREQ right after a ping: both share the row of the first one. */
  #followsPing(packet: number): boolean {
    const typeOf = (number: number) => (this.#log.row(number)?.firstByte ?? 0) >> 4;
    return typeOf(packet) === PINGREQ && [PINGREQ, PINGRESP].includes(typeOf(packet - 1));
  }

  #list(packet: number, isListed: boolean): void {
    const isHeld = packet >= this.#log.oldestNumber;
    const at = isHeld ? packet : this.#keptPackets.ordinalOf(packet);
    const { listed } = isHeld ? this.#held : this.#kept;
    if (at === undefined) return;
    if (isListed) listed.add(at);
    else listed.delete(at);
  }

  #doubt(packet: number): void {
    if (packet >= this.#log.oldestNumber) {
      this.#held.doubt(packet);
      return;
    }
    const ordinal = this.#keptPackets.ordinalOf(packet);
    if (ordinal !== undefined) this.#kept.doubt(ordinal);
  }

  /** Packets that are kept from now on stay listed, and are examined again when there is time. */
  #forgetDiscarded(): void {
    const { oldestOrdinal, nextOrdinal } = this.#keptPackets;
    let stayed = 0;
    for (let at = Math.max(this.#nextKept, oldestOrdinal); at < nextOrdinal; at += 1) {
      const number = this.#keptPackets.numberOf(at) ?? 0;
      if (this.#held.passed.has(number)) this.#kept.passed.add(at);
      if (!this.#held.listed.has(number)) continue;
      this.#kept.listed.add(at);
      stayed += 1;
    }
    this.#nextKept = nextOrdinal;
    const gone = this.#held.dropBelow(this.#log.oldestNumber) - stayed;
    this.#discarded += gone + this.#kept.dropBelow(oldestOrdinal);
  }
}
