/** Rates of connections and subscriptions between two answers. */
import type { ClientRow, SubscriptionRow, Traffic } from '../../../broker/control/views.ts';

/** Per second. */
export interface Rate {
  readonly messagesIn: number;
  readonly messagesOut: number;
  readonly bytesIn: number;
  readonly bytesOut: number;
}

interface Measured<C, R> {
  /** ms of the answer that the next one is compared with. */
  readonly time: number;
  readonly count: C;
  /** undefined: seen only once yet. */
  readonly rate: R | undefined;
}

/** By the host's connection number, so a reconnected client starts anew. */
export type Rates = ReadonlyMap<number, Measured<Traffic, Rate>>;

/** By client and filter, in messages per second. */
export type SubscriptionRates = ReadonlyMap<string, Measured<number, number>>;

/** ms. Answers in shorter succession, such as for another page, would give random rates. */
const LEAST = 750;
/** ms after which a row that is on no page any more is forgotten. */
const KEPT = 10_000;

export function withAnswer(before: Rates, time: number, rows: readonly ClientRow[]): Rates {
  const counts = rows.flatMap(({ connection }) =>
    connection === undefined ? [] : [[connection.connection, connection.traffic] as const],
  );
  return withCounts(before, time, counts, rateBetween);
}

export function withSubscriptions(
  before: SubscriptionRates,
  time: number,
  rows: readonly SubscriptionRow[],
): SubscriptionRates {
  const counts = rows.map((row) => [subscriptionKey(row), row.copies] as const);
  return withCounts(before, time, counts, growth);
}

/** A client can have many subscriptions, each filter once. */
export const subscriptionKey = ({ client, filter }: SubscriptionRow): string =>
  JSON.stringify([client, filter]);

/** @param between rate of two counts at a distance in ms */
function withCounts<K, C, R>(
  before: ReadonlyMap<K, Measured<C, R>>,
  time: number,
  counts: readonly (readonly [K, C])[],
  between: (earlier: C, later: C, ms: number) => R | undefined,
): ReadonlyMap<K, Measured<C, R>> {
  const after = new Map<K, Measured<C, R>>();
  for (const [key, measured] of before) {
    if (time - measured.time < KEPT) after.set(key, measured);
  }
  for (const [key, count] of counts) {
    const known = after.get(key);
    if (known === undefined || time < known.time) {
      after.set(key, { time, count, rate: undefined });
    } else if (time - known.time >= LEAST) {
      const rate = between(known.count, count, time - known.time);
      after.set(key, { time, count, rate });
    }
  }
  return after;
}

/** undefined: the subscription has started again. */
const growth = (earlier: number, later: number, ms: number): number | undefined =>
  later < earlier ? undefined : ((later - earlier) * 1000) / ms;

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
