/** Stores the packets of an exchange: the usual ones in its columns, all others in a pool. */
import { otherWay } from '../log/columns/direction.ts';
import type { ExchangeKind } from './exchange.ts';
import { type ExchangeColumns, FIRST_HAS_DUP, POOLED } from './exchangeColumns.ts';
import { type Step, StepPool } from './stepPool.ts';

/** Maximum number of steps of one exchange. Between the first ones and the last, only the count is kept. */
const MOST_STEPS = 1_000;
const LONGEST_DELTA = 2 ** 32 - 1;

/** The packet type that usually follows; 0: none. */
function usualNext(columns: ExchangeColumns, index: number): number {
  const steps = columns.steps(index);
  switch (columns.kind(index)) {
    case 'publish':
      if (columns.qos(index) === 2) return steps < 4 ? 4 + steps : 0;
      return steps === 1 ? 4 : 0;
    case 'connect':
      return steps === 1 ? 2 : 0;
    case 'subscribe':
      return steps === 1 ? 9 : 0;
    case 'unsubscribe':
      return steps === 1 ? 11 : 0;
    case 'ping':
      return steps === 1 ? 13 : 0;
    case 'auth':
      return 0;
  }
}

const FIRST_TYPES = { connect: 1, publish: 3, subscribe: 8, unsubscribe: 10, ping: 12, auth: 15 };

export class ExchangeSteps {
  readonly #pool = new StepPool();

  /** Number of steps outside the usual course. */
  get pooled(): number {
    return this.#pool.count;
  }

  /** Bytes in addition to the columns. */
  get allocated(): number {
    return this.#pool.allocated;
  }

  /** Adds a packet. The time of the end does not change after the exchange has ended. */
  add(columns: ExchangeColumns, index: number, step: Step): void {
    if (columns.isOpen(index) && !step.dup) {
      const { packetType, stream, packet, time, code } = step;
      if (this.addUsual(columns, index, packetType, stream, packet, time, code)) return;
    }
    if (!columns.has(index, POOLED)) this.#pooled(columns, index);
    if (columns.isOpen(index)) columns.last[index] = step.time;
    const count = columns.fourth[index] ?? 0;
    columns.fourth[index] = count + 1;
    if (count >= MOST_STEPS && columns.isOpen(index) && step.dup) return;
    if (count >= MOST_STEPS * 2) return;
    const place = this.#pool.add(step);
    this.#pool.link(columns.third[index] ?? 0, place);
    columns.third[index] = place;
  }

  /** Begins an exchange whose first packet is not the usual one. */
  addFirst(columns: ExchangeColumns, index: number, step: Step): void {
    const place = this.#pool.add(step);
    columns.set(index, POOLED);
    columns.second[index] = place;
    columns.third[index] = place;
    columns.fourth[index] = 1;
  }

  /** From first to last. */
  list(columns: ExchangeColumns, index: number): Step[] {
    if (!columns.has(index, POOLED)) return this.#usualSteps(columns, index);
    const steps: Step[] = [];
    for (let at = columns.second[index] ?? 0; at !== 0; at = this.#pool.next(at)) {
      steps.push(this.#pool.step(at));
    }
    return steps;
  }

  /** Visits the numbers of its packets, from first to last. */
  eachPacket(columns: ExchangeColumns, index: number, visit: (packet: number) => void): void {
    if (columns.has(index, POOLED)) {
      for (let at = columns.second[index] ?? 0; at !== 0; at = this.#pool.next(at)) {
        visit(this.#pool.packet(at));
      }
      return;
    }
    const first = columns.packet[index] ?? 0;
    const steps = columns.steps(index);
    visit(first);
    if (steps > 1) visit(first + (columns.second[index] ?? 0));
    if (steps > 2) visit(first + (columns.third[index] ?? 0));
    if (steps > 3) visit(first + (columns.fourth[index] ?? 0));
  }

  /** The step of a packet, from 1; 0: unknown. */
  stepOf(columns: ExchangeColumns, index: number, packet: number): number {
    if (!columns.has(index, POOLED)) {
      const delta = packet - (columns.packet[index] ?? 0);
      if (delta === 0) return 1;
      if (delta === columns.second[index]) return 2;
      if (delta === columns.third[index]) return 3;
      return delta === columns.fourth[index] ? 4 : 0;
    }
    let step = 1;
    for (let at = columns.second[index] ?? 0; at !== 0; at = this.#pool.next(at)) {
      if (this.#pool.packet(at) === packet) return step;
      step += 1;
    }
    return 0;
  }

  /** Its newest packet. */
  last(columns: ExchangeColumns, index: number): Step | undefined {
    if (columns.has(index, POOLED)) return this.#pool.step(columns.third[index] ?? 0);
    return this.#usualSteps(columns, index).at(-1);
  }

  lastStream(columns: ExchangeColumns, index: number): number {
    const isPooled = columns.has(index, POOLED);
    return isPooled ? this.#pool.stream(columns.third[index] ?? 0) : (columns.stream[index] ?? 0);
  }

  lastPacket(columns: ExchangeColumns, index: number): number {
    if (columns.has(index, POOLED)) return this.#pool.packet(columns.third[index] ?? 0);
    const steps = columns.steps(index);
    const first = columns.packet[index] ?? 0;
    if (steps === 1) return first;
    const column = steps === 2 ? columns.second : steps === 3 ? columns.third : columns.fourth;
    return first + (column[index] ?? 0);
  }

  /** Frees the steps of a forgotten exchange. */
  release(columns: ExchangeColumns, index: number): void {
    if (columns.has(index, POOLED)) this.#pool.release(columns.second[index] ?? 0);
  }

  /**
   * Adds a packet to an open exchange. @returns true if it is the usual next one and fits into the columns
   */
  addUsual(
    columns: ExchangeColumns,
    index: number,
    packetType: number,
    stream: number,
    packet: number,
    time: number,
    code = 0,
  ): boolean {
    if (columns.has(index, POOLED) || stream !== columns.stream[index]) return false;
    const delta = packet - (columns.packet[index] ?? 0);
    if (packetType !== usualNext(columns, index) || delta > LONGEST_DELTA) return false;
    const steps = columns.steps(index);
    const after = (columns.last[index] ?? 0) - (columns.start[index] ?? 0);
    if (steps === 1) columns.second[index] = delta;
    else if (steps === 2) {
      columns.third[index] = delta;
      columns.secondAfter[index] = after;
    } else {
      columns.fourth[index] = delta;
      columns.thirdAfter[index] = after;
    }
    columns.codes[index * 3 + steps - 1] = code;
    columns.last[index] = time;
    columns.setSteps(index, steps + 1);
    return true;
  }

  /** Moves its steps to the pool. */
  #pooled(columns: ExchangeColumns, index: number): void {
    const places = this.#usualSteps(columns, index).map((step) => this.#pool.add(step));
    for (const [at, place] of places.entries()) {
      const next = places[at + 1];
      if (next !== undefined) this.#pool.link(place, next);
    }
    columns.second[index] = places[0] ?? 0;
    columns.third[index] = places.at(-1) ?? 0;
    columns.fourth[index] = places.length;
    columns.set(index, POOLED);
  }

  #usualSteps(columns: ExchangeColumns, index: number): Step[] {
    const count = columns.steps(index);
    const first = columns.packet[index] ?? 0;
    const start = columns.start[index] ?? 0;
    const direction = columns.direction(index);
    const kind = columns.kind(index);
    const stream = columns.stream[index] ?? 0;
    const deltas = [0, columns.second[index], columns.third[index], columns.fourth[index]];
    const after = [0, columns.secondAfter[index], columns.thirdAfter[index]];
    return Array.from({ length: count }, (_, at): Step => {
      const isLast = at === count - 1;
      return {
        packet: first + (deltas[at] ?? 0),
        time: isLast ? (columns.last[index] ?? 0) : start + (after[at] ?? 0),
        stream,
        packetType: typeAt(kind, columns.qos(index), at),
        direction: at % 2 === 0 ? direction : otherWay(direction),
        dup: at === 0 && columns.has(index, FIRST_HAS_DUP),
        code: at === 0 ? 0 : (columns.codes[index * 3 + at - 1] ?? 0),
      };
    });
  }
}

function typeAt(kind: ExchangeKind, qos: number, at: number): number {
  const first = FIRST_TYPES[kind];
  return kind === 'publish' && qos === 2 && at > 0 ? 4 + at : first + at;
}
