/** Counts latencies of exchanges by kind and direction. */
import { type Cleared, clearedPart } from '../log/columns/cleared.ts';
import type { Direction } from '../log/columns/direction.ts';
import type { ExchangeKind, LatencyReply, LatencyRequest } from './exchange.ts';

/** µs; the last bucket has no upper limit. */
const BUCKETS = [1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000, 1_000_000] as const;
/** Each fine counter spans 4 %, from 1 µs to 40 days. Its middle is at most 2 % off. */
const RATIO = Math.log(1.04);
const FINE = 740;
const SLOWEST = 5;

export type LatencyKind = Exclude<LatencyRequest['kind'], 'all'> | 'auth';

const KINDS: readonly LatencyKind[] = [
  'qos1',
  'qos2',
  'subscribe',
  'unsubscribe',
  'connect',
  'ping',
  'auth',
];

export function latencyKind(kind: ExchangeKind, qos: number): LatencyKind {
  if (kind !== 'publish') return kind;
  return qos === 2 ? 'qos2' : 'qos1';
}

const placeOf = (kind: LatencyKind, direction: Direction) =>
  KINDS.indexOf(kind) * 2 + (direction === 'out' ? 1 : 0);

/** The longest latencies are kept, because the maximum may be taken back. */
interface Slow {
  readonly latency: number;
  readonly exchange: number;
}

class Series {
  readonly coarse = new Float64Array(BUCKETS.length + 1);
  readonly fine = new Uint32Array(FINE);
  count = 0;
  max = 0;
  slowest: Slow[] = [];

  add(latency: number, change: 1 | -1): void {
    this.count += change;
    const coarse = bucketOf(latency);
    this.coarse[coarse] = (this.coarse[coarse] ?? 0) + change;
    const fine = fineOf(latency);
    this.fine[fine] = (this.fine[fine] ?? 0) + change;
    if (change === 1 && latency > this.max) this.max = latency;
  }

  /** True if this latency is among the slowest. */
  isSlow(latency: number): boolean {
    const least = this.slowest[SLOWEST - 1];
    return least === undefined || latency > least.latency;
  }

  noteSlow(slow: Slow): void {
    this.slowest = [...this.slowest, slow].toSorted(slowestFirst).slice(0, SLOWEST);
  }

  /** The sum of two series. */
  with(other: Series | undefined): Series {
    if (other === undefined) return this;
    this.count += other.count;
    this.max = Math.max(this.max, other.max);
    for (const [at, count] of other.coarse.entries())
      this.coarse[at] = (this.coarse[at] ?? 0) + count;
    for (const [at, count] of other.fine.entries()) this.fine[at] = (this.fine[at] ?? 0) + count;
    for (const slow of other.slowest) this.noteSlow(slow);
    return this;
  }

  forget(exchange: number): void {
    this.slowest = this.slowest.filter((slow) => slow.exchange !== exchange);
    this.max = this.slowest[0]?.latency ?? 0;
  }
}

const slowestFirst = (a: Slow, b: Slow) => b.latency - a.latency || a.exchange - b.exchange;

function bucketOf(latency: number): number {
  let bucket = 0;
  while (latency >= (BUCKETS[bucket] ?? Number.POSITIVE_INFINITY)) bucket += 1;
  return bucket;
}

function fineOf(latency: number): number {
  if (latency < 1) return 0;
  return Math.min(FINE - 1, 1 + Math.floor(Math.log(latency) / RATIO));
}

/** The geometric middle of a fine counter. */
function valueOf(fine: number): number {
  return fine === 0 ? 0 : Math.exp((fine - 0.5) * RATIO);
}

export class Latencies {
  #series: (Series | undefined)[] = [];

  add(kind: LatencyKind, direction: Direction, latency: number, exchange: number): void {
    const series = this.#of(kind, direction);
    series.add(latency, 1);
    if (series.isSlow(latency)) series.noteSlow({ latency, exchange });
  }

  /** Removes an exchange that continues after all. */
  takeBack(kind: LatencyKind, direction: Direction, latency: number, exchange: number): void {
    const series = this.#of(kind, direction);
    // Its latency was counted before Clear.
    if (series.count === 0) return;
    series.add(latency, -1);
    series.forget(exchange);
  }

  clear(): Cleared {
    const before = this.#series;
    this.#series = [];
    return clearedPart(() => {
      const since = this.#series;
      this.#series = before;
      for (const [place, series] of since.entries()) {
        if (series !== undefined) this.#series[place] = series.with(this.#series[place]);
      }
    });
  }

  reply(request: LatencyRequest): LatencyReply {
    const asked = this.#asked(request);
    const counts = (of: (series: Series) => ArrayLike<number>, length: number) =>
      Array.from({ length }, (_, at) =>
        asked.reduce((sum, series) => sum + (of(series)[at] ?? 0), 0),
      );
    const coarse = counts((series) => series.coarse, BUCKETS.length + 1);
    const fine = counts((series) => series.fine, FINE);
    const count = asked.reduce((sum, series) => sum + series.count, 0);
    const max = Math.max(0, ...asked.map((series) => series.max));
    const quantile = (share: number) =>
      count === 0 ? undefined : Math.min(max, quantileOf(fine, Math.ceil(share * count)));
    return {
      of: request,
      count,
      buckets: coarse.map((each, at) => ({ upTo: BUCKETS[at], count: each })),
      median: quantile(0.5),
      p95: quantile(0.95),
      max: count === 0 ? undefined : max,
    };
  }

  #of(kind: LatencyKind, direction: Direction): Series {
    const place = placeOf(kind, direction);
    const known = this.#series[place];
    if (known !== undefined) return known;
    const series = new Series();
    this.#series[place] = series;
    return series;
  }

  #asked({ kind, direction }: LatencyRequest): Series[] {
    const kinds = kind === 'all' ? KINDS : [kind];
    const directions: readonly Direction[] = direction === 'both' ? ['in', 'out'] : [direction];
    return kinds.flatMap((each) =>
      directions.flatMap((way) => this.#series[placeOf(each, way)] ?? []),
    );
  }
}

/** The value below which `rank` values are. */
function quantileOf(fine: readonly number[], rank: number): number {
  let seen = 0;
  for (const [at, count] of fine.entries()) {
    seen += count;
    if (seen >= rank) return valueOf(at);
  }
  return 0;
}
