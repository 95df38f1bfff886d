/** A capture's display filter, which decides which packets the list shows. */

import type { CompiledFilter } from '../filter/compile.ts';
import type { FilterError } from '../filter/syntax/filterError.ts';
import { type Cleared, clearedPart } from '../log/columns/cleared.ts';
import type { FilteredRows, Listed } from './filteredRows.ts';
import type { FilterProgress } from './filterProgress.ts';
import type { CaptureFacts } from './packetCursor.ts';
import { type PacketList, WholeList } from './packetList.ts';

export class DisplayFilter {
  readonly facts: CaptureFacts;
  /** Every packet, regardless of the filter. */
  readonly whole: WholeList;
  /** True while the end of the list is on screen. Then the newest packets are examined first. */
  isEndShown = false;
  #rows: FilteredRows | undefined;

  constructor(facts: CaptureFacts) {
    this.facts = facts;
    this.whole = new WholeList(facts.log, facts.kept);
  }

  /**
   * Sets the filter; an empty one passes every packet. After an error the previous filter stays.
   * @param Rows loaded with the first filter
   */
  set(
    filter: CompiledFilter,
    Rows: typeof FilteredRows,
    listed: Listed = 'matches',
  ): FilterError | undefined {
    if (!filter.ok) return filter.error;
    const { text } = filter;
    if (text === this.#rows?.text && listed === this.#rows.listed) return undefined;
    const isWhole = text.trim() === '' && listed !== 'exchanges';
    this.#rows = isWhole ? undefined : new Rows(filter, this.facts, listed);
    return undefined;
  }

  /** Examines all packets again, because their meaning may have changed. */
  again(): void {
    this.#rows = this.#rows?.restarted();
  }

  /** Examines packets while there is time. @returns whether all were examined */
  advance(hasTime: () => boolean): boolean {
    return this.#rows?.advance(hasTime, this.isEndShown) ?? true;
  }

  /** True if its results change when exchanges continue. */
  get asksExchange(): boolean {
    return this.#rows?.asksExchange ?? false;
  }

  /** True if it lists packets by their problems. */
  get asksProblem(): boolean {
    return this.#rows?.asksProblem ?? false;
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
    // Restored packets are examined together with the current ones.
    return clearedPart(() => {
      this.#rows = this.#rows?.restarted();
    });
  }

  /** Undefined if none is set. */
  get text(): string | undefined {
    return this.#rows?.text.trim() === '' ? undefined : this.#rows?.text;
  }

  /** True for a listed packet that does not match, but another packet of its exchange does. */
  isBeside(packet: number): boolean {
    return this.#rows?.isBeside(packet) ?? false;
  }

  get list(): PacketList {
    return this.#rows ?? this.whole;
  }

  /** True if each row shows an exchange. */
  get isFolded(): boolean {
    return this.#rows?.listed === 'exchanges';
  }

  get progress(): FilterProgress | undefined {
    return this.text === undefined ? undefined : this.#rows?.progress;
  }
}
