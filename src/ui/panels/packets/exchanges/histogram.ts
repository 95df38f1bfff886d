/** Names and lengths of the bars of a latency histogram. */
import type { LatencyReply } from '../../../../engine/exchanges/exchange.ts';
import { bound } from '../../../../i18n/durations.ts';

export interface Bar {
  /** µs; undefined: from 0. */
  readonly from: number | undefined;
  /** µs; undefined: without end. */
  readonly to: number | undefined;
  readonly count: number;
  /** 0 to 1. */
  readonly share: number;
}

export function bars({ buckets }: LatencyReply): readonly Bar[] {
  const most = Math.max(1, ...buckets.map(({ count }) => count));
  return buckets.map(({ upTo, count }, at) => ({
    from: at === 0 ? undefined : buckets[at - 1]?.upTo,
    to: upTo,
    count,
    share: count / most,
  }));
}

/** Index of a latency's bar. -1 if there is none. */
export function barOf(list: readonly Bar[], latency: number): number {
  return list.findIndex(({ to }) => to === undefined || latency < to);
}

/** `1–2 ms`, `999 ms–2 s`. */
export function range(from: number, to: number): string {
  const [low = '', unit] = bound(from).split(' ');
  const high = bound(to);
  return high.endsWith(` ${unit}`) ? `${low}–${high}` : `${bound(from)}–${high}`;
}
