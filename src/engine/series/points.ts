/** Points of a series in columns, by time; the oldest are dropped above a limit. */
import { MOST_POINTS } from './chartedValue.ts';

const FIRST_ROOM = 64;
/** Spare capacity, so that dropped points are rarely moved. */
const SPARE = 1.25;

/** Current content of the columns; valid until the next point. */
export interface PointColumns {
  readonly times: Float64Array<ArrayBuffer>;
  readonly values: Float64Array<ArrayBuffer>;
  readonly packets: Float64Array<ArrayBuffer>;
  /** 1: the value is a state. */
  readonly named: Uint8Array<ArrayBuffer>;
}

export class Points {
  readonly #most: number;
  #times = new Float64Array(FIRST_ROOM);
  #values = new Float64Array(FIRST_ROOM);
  #packets = new Float64Array(FIRST_ROOM);
  #named = new Uint8Array(FIRST_ROOM);
  #start = 0;
  #end = 0;
  /** Points before this one are in order. */
  #ordered = 0;
  /** Packets of dropped points. */
  readonly #gone: number[] = [];
  #dropped = 0;
  #names = 0;

  constructor(most = MOST_POINTS) {
    this.#most = most;
  }

  /** Number of points. Some may be dropped once they are sorted. */
  get #all(): number {
    return this.#end - this.#start;
  }

  get count(): number {
    this.#order();
    return this.#all;
  }

  get dropped(): number {
    this.#order();
    return this.#dropped;
  }

  /** Number of points that are states. */
  get names(): number {
    this.#order();
    return this.#names;
  }

  get columns(): PointColumns {
    this.#order();
    return {
      times: this.#times.subarray(this.#start, this.#end),
      values: this.#values.subarray(this.#start, this.#end),
      packets: this.#packets.subarray(this.#start, this.#end),
      named: this.#named.subarray(this.#start, this.#end),
    };
  }

  /** @param gone called with the packet of each point that was dropped since */
  add(
    time: number,
    value: number,
    packet: number,
    isName: boolean,
    gone: (packet: number) => void = () => undefined,
  ): void {
    const isOrdered = this.#ordered === this.#end;
    if (isOrdered && this.#all === this.#most) this.#dropOldest();
    if (this.#end === this.#times.length) this.#makeRoom();
    const at = this.#end;
    const isNext = at === this.#start || (this.#times[at - 1] ?? 0) <= time;
    this.#times[at] = time;
    this.#values[at] = value;
    this.#packets[at] = packet;
    this.#named[at] = isName ? 1 : 0;
    if (isName) this.#names += 1;
    this.#end += 1;
    // Streams of a capture may be out of order: their points are sorted together, when they are requested.
    if (this.#ordered === at && isNext) this.#ordered = this.#end;
    for (const one of this.#gone.splice(0)) gone(one);
  }

  #dropOldest(): void {
    if (this.#named[this.#start] === 1) this.#names -= 1;
    this.#gone.push(this.#packets[this.#start] ?? 0);
    this.#start += 1;
    this.#dropped += 1;
  }

  #order(): void {
    if (this.#ordered === this.#end) return;
    const times = this.#times;
    const order = Uint32Array.from({ length: this.#all }, (_, at) => this.#start + at);
    // Points of equal time keep the order of their arrival.
    order.sort((one, other) => (times[one] ?? 0) - (times[other] ?? 0) || one - other);
    for (const column of [this.#times, this.#values, this.#packets, this.#named])
      column.set(
        Float64Array.from(order, (at) => column[at] ?? 0),
        this.#start,
      );
    this.#ordered = this.#end;
    while (this.#all > this.#most) this.#dropOldest();
  }

  #makeRoom(): void {
    this.#order();
    const largest = Math.ceil(this.#most * SPARE);
    const room = this.#times.length;
    const to = room < largest ? Math.min(room * 2, largest) : room;
    const { times, values, packets, named } = this.columns;
    this.#times = new Float64Array(to);
    this.#values = new Float64Array(to);
    this.#packets = new Float64Array(to);
    this.#named = new Uint8Array(to);
    this.#times.set(times);
    this.#values.set(values);
    this.#packets.set(packets);
    this.#named.set(named);
    this.#end -= this.#start;
    this.#start = 0;
    this.#ordered = this.#end;
  }
}
