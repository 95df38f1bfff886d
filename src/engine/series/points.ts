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
  #dropped = 0;
  #names = 0;

  constructor(most = MOST_POINTS) {
    this.#most = most;
  }

  get count(): number {
    return this.#end - this.#start;
  }

  get dropped(): number {
    return this.#dropped;
  }

  /** Number of points that are states. */
  get names(): number {
    return this.#names;
  }

  get columns(): PointColumns {
    return {
      times: this.#times.subarray(this.#start, this.#end),
      values: this.#values.subarray(this.#start, this.#end),
      packets: this.#packets.subarray(this.#start, this.#end),
      named: this.#named.subarray(this.#start, this.#end),
    };
  }

  /** @returns the packet of the point that was dropped instead */
  add(time: number, value: number, packet: number, isName: boolean): number | undefined {
    const gone = this.count === this.#most ? this.#dropOldest() : undefined;
    if (this.#end === this.#times.length) this.#makeRoom();
    // Streams of a capture may be slightly out of order.
    let at = this.#end;
    while (at > this.#start && (this.#times[at - 1] ?? 0) > time) {
      this.#times[at] = this.#times[at - 1] ?? 0;
      this.#values[at] = this.#values[at - 1] ?? 0;
      this.#packets[at] = this.#packets[at - 1] ?? 0;
      this.#named[at] = this.#named[at - 1] ?? 0;
      at -= 1;
    }
    this.#times[at] = time;
    this.#values[at] = value;
    this.#packets[at] = packet;
    this.#named[at] = isName ? 1 : 0;
    if (isName) this.#names += 1;
    this.#end += 1;
    return gone;
  }

  #dropOldest(): number | undefined {
    if (this.#named[this.#start] === 1) this.#names -= 1;
    const packet = this.#packets[this.#start];
    this.#start += 1;
    this.#dropped += 1;
    return packet;
  }

  #makeRoom(): void {
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
  }
}
