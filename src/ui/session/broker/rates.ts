/** Rates of each connection's counters between two answers. */
import type { ClientRow, Traffic } from '../../../broker/control/views.ts';

/** Per second. */
export interface Rate {
  readonly messagesIn: number;
  readonly messagesOut: number;
  readonly bytesIn: number;
  readonly bytesOut: number;
}

interface Measured {
  /** ms of the answer that the next one is compared with. */
  readonly time: number;
  readonly traffic: Traffic;
  /** undefined: seen only once yet. */
  readonly rate: Rate | undefined;
}

/** By the host's connection number, so a reconnected client starts anew. */
export type Rates = ReadonlyMap<number, Measured>;

export const NO_RATES: Rates = new Map();

/** ms: answers closer together than this (another page was asked for) would give rates of chance. */
const LEAST = 750;
/** ms after which a connection that is on no page any more is forgotten. */
const KEPT = 10_000;

export function withAnswer(before: Rates, time: number, rows: readonly ClientRow[]): Rates {
  const after = new Map<number, Measured>();
  for (const [connection, measured] of before) {
    if (time - measured.time < KEPT) after.set(connection, measured);
  }
  for (const { connection } of rows) {
    if (connection === undefined) continue;
    const { traffic } = connection;
    const known = after.get(connection.connection);
    if (known === undefined || time < known.time) {
      after.set(connection.connection, { time, traffic, rate: undefined });
    } else if (time - known.time >= LEAST) {
      const rate = rateBetween(known.traffic, traffic, time - known.time);
      after.set(connection.connection, { time, traffic, rate });
    }
  }
  return after;
}

export function rateOf(rates: Rates, row: ClientRow): Rate | undefined {
  return row.connection && rates.get(row.connection.connection)?.rate;
}

/** @param ms between both */
function rateBetween(earlier: Traffic, later: Traffic, ms: number): Rate {
  const per = (counter: keyof Rate): number => ((later[counter] - earlier[counter]) * 1000) / ms;
  return {
    messagesIn: per('messagesIn'),
    messagesOut: per('messagesOut'),
    bytesIn: per('bytesIn'),
    bytesOut: per('bytesOut'),
  };
}
