import type { PacketRow } from '../../../engine/window/window.ts';
import { duration } from '../../../i18n/durations.ts';

/** px of the head of the column, of the dots before a latency, and of a character of it. */
const HEAD = 76;
const DOTS = 72;
const CHARACTER = 7;

/** px of an exchange whose answer is still on its way. */
const AWAITED = DOTS + 7 * CHARACTER;
/** µs after which it is late. */
const LATE = 1_000_000;

/**
 * px that the column of exchanges needs for a row. Words about one that did not complete take all there is.
 * @param now µs since the capture's origin
 */
export function exchangeWidth({ exchange, pings, time }: PacketRow, now: number): number {
  if (pings !== undefined) {
    const words = new Set([duration(pings.shortest), duration(pings.longest)]);
    return DOTS + CHARACTER * [...words].join(' – ').length;
  }
  if (exchange === undefined) return HEAD;
  if (exchange.state === 'open' && now - time < LATE) return AWAITED;
  if (exchange.state !== 'complete') return Number.POSITIVE_INFINITY;
  const { latency } = exchange;
  return latency === undefined ? DOTS : DOTS + CHARACTER * duration(latency).length;
}
