/** The packets that a display filter lets through, of those that are held. */
import type { CompiledFilter } from '../filter/compile.ts';
import type { PacketLog } from '../packetLog.ts';
import type { FilterProgress } from '../window.ts';
import { NumberSet } from './numberSet.ts';
import type { PacketCursor } from './packetCursor.ts';
import type { PacketList } from './packetList.ts';

/** Packets that are examined between two looks at the time: few where bytes are touched. */
const GROUP_OF_COLUMNS = 1024;
const GROUP_OF_BYTES = 16;

/**
 * Nothing is examined on arrival. `advance` goes on from where it stood, oldest first, so that
 * positions do not move while rows are added. What changes about a packet later (its exchange, a
 * problem found on it) makes it doubtful: it is examined again, and its bit in the set is all that
 * changes, wherever it stands in the list.
 */
export class FilteredRows implements PacketList {
  readonly text: string;
  readonly #filter: CompiledFilter & { readonly ok: true };
  readonly #log: PacketLog;
  readonly #cursor: PacketCursor;
  readonly #shown = new NumberSet();
  /** Examined, but not as they stand now. */
  readonly #doubtful = new NumberSet();
  /** The first that was never examined. */
  #next: number;
  /** Packets that were let through and have been discarded since. */
  #discarded = 0;

  constructor(
    text: string,
    filter: CompiledFilter & { readonly ok: true },
    log: PacketLog,
    cursor: PacketCursor,
  ) {
    this.text = text;
    this.#filter = filter;
    this.#log = log;
    this.#cursor = cursor;
    this.#next = log.oldestNumber;
  }

  /** Examines what is left, for as long as there is time. @returns whether nothing is left */
  advance(hasTime: () => boolean): boolean {
    this.#forgetDiscarded();
    this.#cursor.refresh();
    return this.#examineDoubtful(hasTime) && this.#examineNew(hasTime);
  }

  /** The exchange of a packet has gone on. */
  exchangeChanged(packet: number): void {
    if (this.#filter.asksExchange) this.#doubt(packet);
  }

  /** A problem was found on a packet. */
  problemFound(packet: number): void {
    if (this.#filter.asksProblem) this.#doubt(packet);
  }

  /** The log was emptied. */
  clear(): void {
    this.#shown.clear();
    this.#doubtful.clear();
    this.#next = this.#log.nextNumber;
    this.#discarded = 0;
  }

  get progress(): FilterProgress {
    this.#forgetDiscarded();
    const { oldestNumber, nextNumber } = this.#log;
    const examined = this.#next - oldestNumber - this.#doubtful.size;
    const held = nextNumber - oldestNumber;
    return {
      text: this.text,
      shown: this.#shown.size,
      examined,
      held,
      done: examined === held,
    };
  }

  get total(): number {
    this.#forgetDiscarded();
    return this.#discarded + this.#shown.size;
  }

  get oldest(): number {
    this.#forgetDiscarded();
    return this.#discarded;
  }

  numbers(first: number, count: number): number[] {
    const numbers: number[] = [];
    let next = this.#shown.at(first - this.oldest);
    while (next !== undefined && numbers.length < count) {
      numbers.push(next);
      next = this.#shown.next(next + 1);
    }
    return numbers;
  }

  position(packet: number): number | undefined {
    this.#forgetDiscarded();
    return this.#shown.has(packet) ? this.#discarded + this.#shown.rank(packet) : undefined;
  }

  #doubt(packet: number): void {
    if (packet < this.#next && packet >= this.#log.oldestNumber) this.#doubtful.add(packet);
  }

  #forgetDiscarded(): void {
    const { oldestNumber } = this.#log;
    this.#discarded += this.#shown.dropBelow(oldestNumber);
    this.#doubtful.dropBelow(oldestNumber);
    this.#next = Math.max(this.#next, oldestNumber);
  }

  #examineDoubtful(hasTime: () => boolean): boolean {
    let left = GROUP_OF_BYTES;
    for (
      let number = this.#doubtful.next(0);
      number !== undefined;
      number = this.#doubtful.next(number + 1)
    ) {
      if (left === 0 && !hasTime()) return false;
      left = left === 0 ? GROUP_OF_BYTES : left - 1;
      this.#doubtful.delete(number);
      if (this.#letsThrough(number)) this.#shown.add(number);
      else this.#shown.delete(number);
    }
    return true;
  }

  #examineNew(hasTime: () => boolean): boolean {
    const group = this.#filter.asksBytes ? GROUP_OF_BYTES : GROUP_OF_COLUMNS;
    const end = this.#log.nextNumber;
    while (this.#next < end) {
      const stop = Math.min(end, this.#next + group);
      for (let number = this.#next; number < stop; number += 1) {
        if (this.#letsThrough(number)) this.#shown.add(number);
      }
      this.#next = stop;
      if (stop < end && !hasTime()) return false;
    }
    return true;
  }

  #letsThrough(number: number): boolean {
    return this.#cursor.moveTo(number) && this.#filter.test(this.#cursor);
  }
}
