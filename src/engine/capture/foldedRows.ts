/** Facts that a row of a list of exchanges has about the packets without a row of their own. */
import { PINGREQ, PINGRESP } from '../../mqtt/tables/typeNumbers.ts';
import type { LogRow } from '../log/columns/packetRow.ts';
import { problemOf } from '../window/packetView.ts';
import type { PacketRow, PingRun } from '../window/window.ts';
import type { CaptureParts } from './captureParts.ts';

/** Pings that are counted for one row. */
const MOST_PINGS = 10_000;

const isPing = (row: LogRow | undefined): boolean =>
  [PINGREQ, PINGRESP].includes((row?.firstByte ?? 0) >> 4);

export class FoldedRows {
  readonly #parts: CaptureParts;

  constructor(parts: CaptureParts) {
    this.#parts = parts;
  }

  /** The run of pings that the row stands for, and the problem of another of its packets if it has none itself. */
  factsOf(row: PacketRow): Partial<PacketRow> {
    const run = row.packetType === PINGREQ ? this.#run(row.number) : undefined;
    const offender = row.hasProblem ? undefined : (run?.offender ?? this.#offenderWith(row.number));
    const { log, names, problems } = this.#parts;
    const found = (packet: number) => problems.store.ofPacket(packet);
    return {
      ...(offender !== undefined && problemOf(log, names, found, offender)),
      ...(run && { pings: run.pings }),
    };
  }

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

  /** The run of pings that begins with a packet, and its first packet with a problem. */
  #run(first: number): { readonly pings: PingRun; readonly offender: number | undefined } {
    const { log, exchanges } = this.#parts;
    const pings = { count: 0, answered: 0, shortest: Number.POSITIVE_INFINITY, longest: 0 };
    let offender: number | undefined;
    for (let number = first; pings.count < MOST_PINGS; number += 1) {
      const next = log.row(number);
      if (next === undefined || !isPing(next)) break;
      // An answer to no ping has a row of its own.
      if (next.hasProblem && next.exchange !== 0) offender ??= number;
      if (next.firstByte >> 4 === PINGRESP) continue;
      pings.count += 1;
      const latency = exchanges.latencyOf(next.exchange);
      if (latency === undefined) continue;
      pings.answered += 1;
      pings.shortest = Math.min(pings.shortest, latency);
      pings.longest = Math.max(pings.longest, latency);
    }
    return { pings, offender };
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
}
