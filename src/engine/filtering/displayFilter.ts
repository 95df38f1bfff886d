/** A capture's display filter: which packets the list shows. */

import type { CompiledFilter } from '../filter/compile.ts';
import type { FilterError } from '../filter/syntax/fault.ts';
import { type Cleared, clearedPart } from '../log/columns/cleared.ts';
import type { FilteredRows } from './filteredRows.ts';
import type { FilterProgress } from './filterProgress.ts';
import type { CaptureFacts } from './packetCursor.ts';
import { type PacketList, WholeList } from './packetList.ts';

export class DisplayFilter {
  readonly facts: CaptureFacts;
  /** Every packet, whatever the filter. */
  readonly whole: WholeList;
  /** Somebody looks at the end of the list: what is near it is examined first. */
  isEndShown = false;
  #rows: FilteredRows | undefined;

  constructor(facts: CaptureFacts) {
    this.facts = facts;
    this.whole = new WholeList(facts.log, facts.kept);
  }

  /**
   * Empty: none. With an error the one before stays, else it is not gone on with.
   * @param Rows loaded with the first filter
   * @param answers lists the other packets of the exchanges of those that pass, too
   */
  set(filter: CompiledFilter, Rows: typeof FilteredRows, answers = false): FilterError | undefined {
    if (!filter.ok) return filter.error;
    const { text } = filter;
    if (text === this.#rows?.text && answers === this.#rows.answers) return undefined;
    const isSet = text.trim() !== '';
    this.#rows = isSet ? new Rows(filter, this.facts, answers) : undefined;
    return undefined;
  }

  /** What packets say may have changed: all of them are examined anew. */
  again(): void {
    this.#rows = this.#rows?.anew();
  }

  /** Examines packets for as long as there is time. @returns whether all were */
  advance(hasTime: () => boolean): boolean {
    return this.#rows?.advance(hasTime, this.isEndShown) ?? true;
  }

  /** Its answers change when exchanges go on. */
  get asksExchange(): boolean {
    return this.#rows?.asksExchange ?? false;
  }

  exchangeChanged(packet: number): void {
    this.#rows?.exchangeChanged(packet);
  }

  problemFound(packet: number): void {
    this.#rows?.problemFound(packet);
  }

  faultMarked(packet: number): void {
    this.#rows?.faultMarked(packet);
  }

  clear(): Cleared {
    this.#rows?.clear();
    // What came back is examined with what is there.
    return clearedPart(() => {
      this.#rows = this.#rows?.anew();
    });
  }

  /** undefined: none is set. */
  get text(): string | undefined {
    return this.#rows?.text;
  }

  /** Of one that is listed: it does not pass, and a packet of its exchange does. */
  isBeside(packet: number): boolean {
    return this.#rows?.isBeside(packet) ?? false;
  }

  get list(): PacketList {
    return this.#rows ?? this.whole;
  }

  get progress(): FilterProgress | undefined {
    return this.#rows?.progress;
  }
}
