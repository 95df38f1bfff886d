/** A list of packets and connection changes between them, by position. */
import type { PacketList } from '../filtering/packetList.ts';
import type { RowRange } from '../lists/rowRange.ts';
import type { ConnectionChange, ConnectionChanges } from '../streams/connectionChanges.ts';

interface PlacedChange {
  readonly position: number;
  readonly change: ConnectionChange;
}

/** Successive positions of the list: packets by their position among packets, and changes. */
export interface ListRange {
  readonly packets: RowRange;
  readonly changes: readonly PlacedChange[];
  /** Changes before the first position, including forgotten ones. */
  readonly before: number;
}

/** Positions count packets and changes from Clear on. Discarded ones keep their positions. */
export class ChangedList implements Pick<PacketList, 'oldest' | 'position' | 'total'> {
  readonly #list: PacketList;
  readonly #whole: PacketList;
  readonly #changes: ConnectionChanges;

  /** @param whole every packet: the list may not have been examined to its beginning */
  constructor(list: PacketList, whole: PacketList, changes: ConnectionChanges) {
    this.#list = list;
    this.#whole = whole;
    this.#changes = changes;
  }

  get total(): number {
    return this.#list.total + this.#changes.end;
  }

  get oldest(): number {
    const { oldest, total } = this.#whole;
    // Changes before the oldest packet do not concern the remaining packets.
    if (oldest > 0 && this.#changes.first < this.#changes.end)
      this.#changes.forgetBefore(
        oldest < total ? (this.#whole.numbers(oldest, 1)[0] ?? 0) : Number.POSITIVE_INFINITY,
      );
    return this.#list.oldest + this.#changes.first;
  }

  position(packet: number): number | undefined {
    const place = this.#list.position(packet);
    return place === undefined ? undefined : place + this.#ordinalFrom((at) => at.before > packet);
  }

  /** Contents of the positions from `first` to before `end`. They must exist. */
  stretch(first: number, end: number): ListRange {
    const before = this.#ordinalFrom((change, at) => this.#positionOf(change, at) >= first);
    const changes: PlacedChange[] = [];
    for (let at = before; at < this.#changes.end; at += 1) {
      const change = this.#changes.at(at);
      const position = change && this.#positionOf(change, at);
      if (change === undefined || position === undefined || position >= end) break;
      changes.push({ position, change });
    }
    const packets = { first: first - before, count: Math.max(0, end - first - changes.length) };
    return { packets, changes, before };
  }

  #positionOf({ before }: ConnectionChange, ordinal: number): number {
    return this.#list.placeFrom(before) + ordinal;
  }

  /** Ordinal of the first change for which `isThere` is true. It must be true for all later ones. */
  #ordinalFrom(isThere: (change: ConnectionChange, ordinal: number) => boolean): number {
    let low = this.#changes.first;
    let high = this.#changes.end;
    while (low < high) {
      const middle = (low + high) >> 1;
      const change = this.#changes.at(middle);
      if (change !== undefined && !isThere(change, middle)) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
