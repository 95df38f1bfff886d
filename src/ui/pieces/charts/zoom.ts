/** Changes to the visible time. All in µs since the capture's origin. */
import type { Span } from '../../../engine/series/chartedValue.ts';

/** Shorter spans show no more detail. */
const SHORTEST = 1000;

/** Zooms in (below 1) or out around a fixed time, at most to the whole span. */
export function zoomed(span: Span, factor: number, around: number, whole: Span | undefined): Span {
  const length = Math.max(SHORTEST, (span.to - span.from) * factor);
  const part = (around - span.from) / (span.to - span.from);
  const from = around - length * Math.min(1, Math.max(0, part));
  return within({ from, to: from + length }, whole, span);
}

/** Moves forward or back by a part of the visible span. */
export function moved(span: Span, part: number, whole: Span | undefined): Span {
  const on = (span.to - span.from) * part;
  return within({ from: span.from + on, to: span.to + on }, whole, span);
}

/** A part of the data stays visible. */
function within(span: Span, whole: Span | undefined, before: Span): Span {
  const least = Math.min(whole?.from ?? before.from, before.from);
  const most = Math.max(whole?.to ?? before.to, before.to);
  const length = Math.min(span.to - span.from, most - least);
  const from = Math.min(Math.max(span.from, least), most - length);
  return { from, to: from + length };
}
