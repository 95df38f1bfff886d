/** Stores the steps of exchanges outside the usual course, as linked lists in columns. */
import type { Direction } from '../log/columns/direction.ts';

/** A packet of an exchange. */
export interface Step {
  readonly packet: number;
  /** µs since the capture's origin. */
  readonly time: number;
  readonly stream: number;
  readonly packetType: number;
  readonly direction: Direction;
  readonly dup: boolean;
  /** The highest of several codes. */
  readonly code: number;
}

const ROWS = 1024;
const BYTES_PER_STEP = 26;
const OUT = 16;
const DUP = 32;

class StepColumns {
  readonly packet: Float64Array;
  readonly time: Float64Array;
  readonly stream: Uint32Array;
  readonly next: Uint32Array;
  readonly what: Uint8Array;
  readonly code: Uint8Array;

  constructor() {
    const buffer = new ArrayBuffer(ROWS * BYTES_PER_STEP);
    this.packet = new Float64Array(buffer, 0, ROWS);
    this.time = new Float64Array(buffer, ROWS * 8, ROWS);
    this.stream = new Uint32Array(buffer, ROWS * 16, ROWS);
    this.next = new Uint32Array(buffer, ROWS * 20, ROWS);
    this.what = new Uint8Array(buffer, ROWS * 24, ROWS);
    this.code = new Uint8Array(buffer, ROWS * 25, ROWS);
  }
}

/** Places count from 1; 0 means none. */
export class StepPool {
  #chunks: StepColumns[] = [];
  #free = 0;
  #count = 0;
  #used = 0;

  /** Number of steps. */
  get count(): number {
    return this.#count;
  }

  /** Bytes. */
  get allocated(): number {
    return this.#chunks.length * ROWS * BYTES_PER_STEP;
  }

  /** @returns the step's place */
  add(step: Step): number {
    const place = this.#take();
    const chunk = this.#chunkOf(place);
    const index = (place - 1) % ROWS;
    chunk.packet[index] = step.packet;
    chunk.time[index] = step.time;
    chunk.stream[index] = step.stream;
    chunk.next[index] = 0;
    chunk.what[index] =
      step.packetType | (step.direction === 'out' ? OUT : 0) | (step.dup ? DUP : 0);
    chunk.code[index] = step.code;
    this.#count += 1;
    return place;
  }

  link(place: number, next: number): void {
    this.#chunkOf(place).next[(place - 1) % ROWS] = next;
  }

  step(place: number): Step {
    const chunk = this.#chunkOf(place);
    const index = (place - 1) % ROWS;
    const what = chunk.what[index] ?? 0;
    return {
      packet: chunk.packet[index] ?? 0,
      time: chunk.time[index] ?? 0,
      stream: chunk.stream[index] ?? 0,
      packetType: what & 15,
      direction: (what & OUT) === 0 ? 'in' : 'out',
      dup: (what & DUP) !== 0,
      code: chunk.code[index] ?? 0,
    };
  }

  packet(place: number): number {
    return this.#chunkOf(place).packet[(place - 1) % ROWS] ?? 0;
  }

  stream(place: number): number {
    return this.#chunkOf(place).stream[(place - 1) % ROWS] ?? 0;
  }

  /** 0 after the last step. */
  next(place: number): number {
    return this.#chunkOf(place).next[(place - 1) % ROWS] ?? 0;
  }

  /** Frees a whole list. */
  release(first: number): void {
    for (let place = first; place !== 0; ) {
      const next = this.next(place);
      this.link(place, this.#free);
      this.#free = place;
      this.#count -= 1;
      place = next;
    }
    if (this.#count > 0) return;
    this.#chunks = [];
    this.#free = 0;
    this.#used = 0;
  }

  #take(): number {
    if (this.#free !== 0) {
      const place = this.#free;
      this.#free = this.next(place);
      return place;
    }
    this.#used += 1;
    if (this.#used > this.#chunks.length * ROWS) this.#chunks.push(new StepColumns());
    return this.#used;
  }

  #chunkOf(place: number): StepColumns {
    const chunk = this.#chunks[Math.floor((place - 1) / ROWS)];
    if (chunk === undefined) throw new Error(`There is no step at ${place}.`);
    return chunk;
  }
}
