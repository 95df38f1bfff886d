/** Stores a chunk of exchanges as columns. */
import type { Direction } from '../log/columns/direction.ts';
import type { ExchangeKind, ExchangeState } from './exchange.ts';

export const BYTES_PER_EXCHANGE = 64;

/** Flags. The steps are in the pool, because they do not follow the usual course. */
export const POOLED = 1;
export const HAS_PROBLEM = 2;
export const PUBREC_SEEN = 4;
export const PUBREL_SEEN = 8;
/** Counts against the receive maximum of the session's current connection (MQTT 5, 4.9). */
export const COUNTED = 16;
export const FIRST_HAS_DUP = 32;
/**
 * The packet that an open PUBLISH waits for: its first answer, PUBREL or PUBCOMP. For an abandoned one, the
 * PUBREL bit means that another packet took its identifier.
 */
export const AWAITS_PUBREL = 64;
export const AWAITS_PUBCOMP = 128;

const KINDS = ['connect', 'publish', 'subscribe', 'unsubscribe', 'ping', 'auth'] as const;
const STATES = ['open', 'complete', 'retried', 'refused', 'abandoned'] as const;
const OPEN = 0;

const OUT = 8;
const QOS_SHIFT = 4;
const STATE_BITS = 7;
const STEPS_SHIFT = 3;

const kindCode = (kind: ExchangeKind): number => KINDS.indexOf(kind);
const stateCode = (state: ExchangeState): number => STATES.indexOf(state);

/** All columns share one buffer, so its length is the real memory use. */
export class ExchangeColumns {
  /** Number of the first packet. */
  readonly packet: Float64Array;
  /** µs since the capture's origin, of the first packet. */
  readonly start: Float64Array;
  /** Time of the last packet, or of the packet that ended the exchange. */
  readonly last: Float64Array;
  /** Later packets, counted from the first. For a pooled exchange: first step, last step, count. */
  readonly second: Uint32Array;
  readonly third: Uint32Array;
  readonly fourth: Uint32Array;
  /** Interned topic; 0: none. */
  readonly topic: Uint32Array;
  /** Stream of the first packet. */
  readonly stream: Uint32Array;
  /** Approximate µs since the start. The log has the exact times as long as it holds the packets. */
  readonly secondAfter: Float32Array;
  readonly thirdAfter: Float32Array;
  readonly packetId: Uint16Array;
  /** At most 65,535. */
  readonly resends: Uint16Array;
  readonly moreFilters: Uint16Array;
  readonly #info: Uint8Array;
  readonly #state: Uint8Array;
  readonly flags: Uint8Array;
  /** Reason codes of the second to fourth step. The highest if there are several. */
  readonly codes: Uint8Array;

  constructor(rows: number) {
    const buffer = new ArrayBuffer(rows * BYTES_PER_EXCHANGE);
    let end = 0;
    const take = (bytes: number) => {
      const at = end;
      end += bytes * rows;
      return at;
    };
    this.packet = new Float64Array(buffer, take(8), rows);
    this.start = new Float64Array(buffer, take(8), rows);
    this.last = new Float64Array(buffer, take(8), rows);
    this.second = new Uint32Array(buffer, take(4), rows);
    this.third = new Uint32Array(buffer, take(4), rows);
    this.fourth = new Uint32Array(buffer, take(4), rows);
    this.topic = new Uint32Array(buffer, take(4), rows);
    this.stream = new Uint32Array(buffer, take(4), rows);
    this.secondAfter = new Float32Array(buffer, take(4), rows);
    this.thirdAfter = new Float32Array(buffer, take(4), rows);
    this.packetId = new Uint16Array(buffer, take(2), rows);
    this.resends = new Uint16Array(buffer, take(2), rows);
    this.moreFilters = new Uint16Array(buffer, take(2), rows);
    this.#info = new Uint8Array(buffer, take(1), rows);
    this.#state = new Uint8Array(buffer, take(1), rows);
    this.flags = new Uint8Array(buffer, take(1), rows);
    this.codes = new Uint8Array(buffer, take(3), rows * 3);
  }

  setInfo(index: number, kind: ExchangeKind, direction: Direction, qos: number): void {
    this.#info[index] = kindCode(kind) | (direction === 'out' ? OUT : 0) | (qos << QOS_SHIFT);
  }

  kind(index: number): ExchangeKind {
    return KINDS[(this.#info[index] ?? 0) & 7] ?? 'publish';
  }

  direction(index: number): Direction {
    return ((this.#info[index] ?? 0) & OUT) === 0 ? 'in' : 'out';
  }

  /** QoS of a PUBLISH; for a SUBSCRIBE the requested QoS of its first filter. */
  qos(index: number): number {
    return (this.#info[index] ?? 0) >> QOS_SHIFT;
  }

  state(index: number): ExchangeState {
    return STATES[(this.#state[index] ?? 0) & STATE_BITS] ?? 'open';
  }

  isOpen(index: number): boolean {
    return ((this.#state[index] ?? 0) & STATE_BITS) === OPEN;
  }

  setState(index: number, state: ExchangeState): void {
    this.#state[index] = ((this.#state[index] ?? 0) & ~STATE_BITS) | stateCode(state);
  }

  /** Number of steps of an exchange that is not pooled. */
  steps(index: number): number {
    return (this.#state[index] ?? 0) >> STEPS_SHIFT;
  }

  setSteps(index: number, steps: number): void {
    this.#state[index] = ((this.#state[index] ?? 0) & STATE_BITS) | (steps << STEPS_SHIFT);
  }

  has(index: number, flag: number): boolean {
    return ((this.flags[index] ?? 0) & flag) !== 0;
  }

  set(index: number, flag: number): void {
    this.flags[index] = (this.flags[index] ?? 0) | flag;
  }

  unset(index: number, flag: number): void {
    this.flags[index] = (this.flags[index] ?? 0) & ~flag;
  }

  setReplaced(index: number): void {
    this.set(index, AWAITS_PUBREL);
  }

  /** True if it was abandoned because another packet took its identifier. */
  isReplaced(index: number): boolean {
    return this.state(index) === 'abandoned' && this.has(index, AWAITS_PUBREL);
  }

  copyRow(index: number, from: ExchangeColumns, source: number): void {
    for (const column of COPIED) this[column][index] = from[column][source] ?? 0;
    this.#info[index] = from.#info[source] ?? 0;
    this.#state[index] = from.#state[source] ?? 0;
    for (let n = 0; n < 3; n += 1) this.codes[index * 3 + n] = from.codes[source * 3 + n] ?? 0;
  }
}

const COPIED = [
  'packet',
  'start',
  'last',
  'second',
  'third',
  'fourth',
  'topic',
  'stream',
  'secondAfter',
  'thirdAfter',
  'packetId',
  'resends',
  'moreFilters',
  'flags',
] as const;
