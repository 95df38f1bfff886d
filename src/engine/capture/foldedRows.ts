/** Facts that a row of a list of exchanges has about the packets without a row of their own. */
import { PINGREQ, PINGRESP } from '../../mqtt/tables/typeNumbers.ts';
import type { LogRow } from '../log/columns/packetRow.ts';
import { noteOf, problemOf } from '../window/packetView.ts';
import type { PacketRow, PingRun } from '../window/window.ts';
import type { CaptureParts } from './captureParts.ts';

/** Pings that are counted for one row. */
const MOST_PINGS = 10_000;

const isPing = (row: LogRow | undefined): boolean =>
  [PINGREQ, PINGRESP].includes((row?.firstByte ?? 0) >> 4);

interface PingsFrom {
  readonly pings: PingRun;
  readonly offender: number | undefined;
  readonly noted: number | undefined;
}

export class FoldedRows {
  readonly #parts: CaptureParts;

  constructor(parts: CaptureParts) {
    this.#parts = parts;
  }

  /**
   * The run of pings that the row stands for, and the problem of another of its packets if it has none itself.
   * In a list by problems also the packet that has it, or a note.
   */
  factsOf(row: PacketRow): Partial<PacketRow> {
    const run = row.packetType === PINGREQ ? this.#run(row.number) : undefined;
    const offender = row.hasProblem ? undefined : (run?.offender ?? this.#offenderWith(row.number));
    const { log, names, filter } = this.#parts;
    const isOwn = row.hasProblem || (offender === undefined && row.note !== undefined);
    const noted = isOwn ? undefined : (run?.noted ?? this.#notedWith(row.number));
    const other = offender ?? noted;
    return {
      ...(offender !== undefined && problemOf(log, names, this.#found, offender)),
      ...(offender === undefined && noted !== undefined && noteOf(this.#found(noted))),
      ...(filter.asksProblem && other !== undefined && { offender: other }),
      ...(run && { pings: run.pings }),
    };
  }

  readonly #found = (packet: number) => this.#parts.problems.store.ofPacket(packet);

  /** Position of the run of pings that a ping belongs to. @param positionOf position of a row */
  runOf(ping: number, positionOf: (packet: number) => number | undefined): number | undefined {
    const { log } = this.#parts;
    const least = Math.max(log.oldestNumber, ping - 2 * MOST_PINGS);
    for (let number = ping; number >= least && isPing(log.row(number)); number -= 1) {
      const position = positionOf(number);
      if (position !== undefined) return position;
    }
    return undefined;
  }

  /** The run of pings that begins with a packet, and its first packets with a problem and with a note. */
  #run(first: number): PingsFrom {
    const { log, exchanges } = this.#parts;
    const pings = { count: 0, answered: 0, shortest: Number.POSITIVE_INFINITY, longest: 0 };
    let offender: number | undefined;
    let noted: number | undefined;
    for (let number = first; pings.count < MOST_PINGS; number += 1) {
      const next = log.row(number);
      if (next === undefined || !isPing(next)) break;
      // An answer to no ping has a row of its own.
      if (next.hasProblem && next.exchange !== 0) offender ??= number;
      if (this.#isNoted(number)) noted ??= number;
      if (next.firstByte >> 4 === PINGRESP) continue;
      pings.count += 1;
      const latency = exchanges.latencyOf(next.exchange);
      if (latency === undefined) continue;
      pings.answered += 1;
      pings.shortest = Math.min(pings.shortest, latency);
      pings.longest = Math.max(pings.longest, latency);
    }
    return { pings, offender, noted };
  }

  /** Only in a list by problems, because others do not show notes. */
  #isNoted(packet: number): boolean {
    const { filter, problems } = this.#parts;
    return filter.asksProblem && problems.store.hasPacket(packet);
  }

  /** The first packet with a problem in the exchange of a packet. */
  #offenderWith(packet: number): number | undefined {
    const { log, exchanges } = this.#parts;
    const { exchange = 0 } = log.row(packet) ?? {};
    if (exchange === 0 || exchanges.book.row(exchange)?.hasProblem !== true) return undefined;
    let offender: number | undefined;
    exchanges.book.store.eachPacket(exchange, (one) => {
      if (log.row(one)?.hasProblem === true) offender ??= one;
    });
    return offender;
  }

  /** The first packet with a note in the exchange of a packet. */
  #notedWith(packet: number): number | undefined {
    const { log, exchanges, filter } = this.#parts;
    const { exchange = 0 } = log.row(packet) ?? {};
    if (exchange === 0 || !filter.asksProblem) return undefined;
    let noted: number | undefined;
    exchanges.book.store.eachPacket(exchange, (one) => {
      if (this.#isNoted(one)) noted ??= one;
    });
    return noted;
  }
}
