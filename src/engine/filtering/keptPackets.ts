/** Holds packets after their eviction from the packet log, because an armed filter wants them. */
import type { PacketProblem } from '../../mqtt/dissect/dissection.ts';
import type { Cleared } from '../log/columns/cleared.ts';
import type { LogRow } from '../log/columns/packetRow.ts';
import type { TopicNames } from '../log/columns/topicNames.ts';
import { type EvictionTarget, PacketLog, type RowsInColumns } from '../log/packetLog.ts';
import type { KeptStatus } from './armedStatus.ts';
import { NumberSet } from './numberSet.ts';

const KEPT_BUDGET = 32 * 1024 * 1024;

/**
 * A separate log, whose rows have ordinals that count from 1 without a gap, while packet numbers have gaps.
 * The oldest are discarded when its budget is exceeded.
 */
export class KeptPackets implements EvictionTarget {
  readonly #log: PacketLog;
  /** Packets of the log that are kept once they are evicted. */
  #wanted = new NumberSet();
  /** Packet numbers by ordinal, from `#first` on. */
  #numbers: number[] = [];
  #first = 1;
  /** Number of kept packets by exchange. */
  #exchanges = new Map<number, number>();
  /** Exchange by ordinal, 0: none. Those before `#released` were released. */
  #exchangeOf: number[] = [];
  #released = 1;
  readonly #release: (exchange: number) => void;

  /**
   * @param budget bytes
   * @param release called with an exchange after its last packet was discarded
   */
  constructor(
    names: TopicNames,
    budget: number = KEPT_BUDGET,
    release: (exchange: number) => void = () => undefined,
  ) {
    this.#log = new PacketLog(names, budget);
    this.#release = release;
  }

  hasExchange(exchange: number): boolean {
    return this.#exchanges.has(exchange);
  }

  get status(): KeptStatus {
    const { bytes, budget, discarded } = this.#log;
    return { packets: this.size, bytes, budget, forgotten: discarded };
  }

  get size(): number {
    return this.nextOrdinal - this.oldestOrdinal;
  }

  get oldestOrdinal(): number {
    return this.#log.oldestNumber;
  }

  get nextOrdinal(): number {
    return this.#log.nextNumber;
  }

  want(packet: number): void {
    this.#wanted.add(packet);
  }

  wants(packet: number): boolean {
    return this.#wanted.size > 0 && this.#wanted.has(packet);
  }

  keep(row: LogRow, exchange: number, bytes: Uint8Array, problem: PacketProblem | undefined): void {
    this.#wanted.dropBelow(row.number + 1);
    const ordinal = problem
      ? this.#log.appendUnframed(bytes, row, problem)
      : this.#log.append(bytes, row);
    const rows = this.#log.columnsOf(ordinal);
    if (rows) rows.columns.exchange[ordinal - rows.origin] = exchange;
    this.#numbers.push(row.number);
    this.#exchangeOf.push(exchange);
    if (exchange > 0) this.#exchanges.set(exchange, (this.#exchanges.get(exchange) ?? 0) + 1);
    this.#forget();
  }

  numberOf(ordinal: number): number | undefined {
    return ordinal < this.oldestOrdinal ? undefined : this.#numbers[ordinal - this.#first];
  }

  /** Undefined if it is not kept. */
  ordinalOf(packet: number): number | undefined {
    const ordinal = this.ordinalFrom(packet);
    return this.numberOf(ordinal) === packet ? ordinal : undefined;
  }

  /** Ordinal of the first packet with this number or a later one. */
  ordinalFrom(packet: number): number {
    let low = this.oldestOrdinal - this.#first;
    let high = this.#numbers.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#numbers[middle] ?? 0) < packet) low = middle + 1;
      else high = middle;
    }
    return low + this.#first;
  }

  row(packet: number): LogRow | undefined {
    const ordinal = this.ordinalOf(packet);
    const row = ordinal === undefined ? undefined : this.#log.row(ordinal);
    return row && { ...row, number: packet };
  }

  view(packet: number): Uint8Array | undefined {
    const ordinal = this.ordinalOf(packet);
    return ordinal === undefined ? undefined : this.#log.view(ordinal);
  }

  notedProblems(packet: number): readonly PacketProblem[] {
    const ordinal = this.ordinalOf(packet);
    return ordinal === undefined ? [] : this.#log.notedProblems(ordinal);
  }

  columnsOf(packet: number): RowsInColumns | undefined {
    const ordinal = this.ordinalOf(packet);
    const rows = ordinal === undefined ? undefined : this.#log.columnsOf(ordinal);
    if (rows === undefined || ordinal === undefined) return undefined;
    const origin = packet - (ordinal - rows.origin);
    return { ...rows, origin, from: packet, to: packet + 1 };
  }

  /** See `PacketLog`. */
  freeForgotten(hasTime: () => boolean): boolean {
    return this.#log.freeForgotten(hasTime);
  }

  clear(): Cleared {
    const log = this.#log.clear();
    const numbers = this.#numbers;
    const exchangeOf = this.#exchangeOf;
    const exchanges = this.#exchanges;
    const wanted = this.#wanted;
    const first = this.#first;
    const released = this.#released;
    this.#wanted = new NumberSet();
    this.#numbers = [];
    this.#exchangeOf = [];
    this.#exchanges = new Map();
    this.#first = this.#log.nextNumber;
    this.#released = this.#first;
    return {
      restore: () => {
        log.restore();
        this.#numbers = numbers.concat(this.#numbers);
        this.#exchangeOf = exchangeOf.concat(this.#exchangeOf);
        for (const [exchange, packets] of exchanges) {
          this.#exchanges.set(exchange, packets + (this.#exchanges.get(exchange) ?? 0));
        }
        for (let at = wanted.next(0); at !== undefined; at = wanted.next(at + 1)) {
          this.#wanted.add(at);
        }
        this.#first = first;
        this.#released = released;
        this.#forget();
      },
      forget: () => {
        log.forget();
      },
    };
  }

  /** Forgets packets that its log has discarded. */
  #forget(): void {
    for (; this.#released < this.oldestOrdinal; this.#released += 1) {
      const exchange = this.#exchangeOf[this.#released - this.#first] ?? 0;
      const left = (this.#exchanges.get(exchange) ?? 0) - 1;
      if (left > 0) this.#exchanges.set(exchange, left);
      else if (this.#exchanges.delete(exchange)) this.#release(exchange);
    }
    const gone = this.oldestOrdinal - this.#first;
    if (gone < 1024 || gone * 2 < this.#numbers.length) return;
    this.#numbers = this.#numbers.slice(gone);
    this.#exchangeOf = this.#exchangeOf.slice(gone);
    this.#first += gone;
  }
}
