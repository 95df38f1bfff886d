/** Positions of a device's states on its timeline. */
import type { DeviceState, StateChange } from '../../../engine/devices/device.ts';

/** µs since the capture's origin. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** Positions are percents of the line. */
export interface Stretch {
  readonly state: DeviceState | undefined;
  readonly left: number;
  readonly width: number;
}

export interface Mark extends StateChange {
  readonly left: number;
  /** The label fits. */
  readonly hasLabel: boolean;
}

/** Percents that a word takes. */
const LABEL = 14;
/** The newest of a line; each is reached by a key. */
const MOST_MARKS = 20;

const placeOf = (time: number, { from, to }: Span): number =>
  (Math.min(Math.max(time - from, 0), to - from) / (to - from)) * 100;

/** The time before the first report is unknown. */
export function stretches(changes: readonly StateChange[], span: Span): readonly Stretch[] {
  return changes.flatMap(({ state, time }, at) => {
    const left = placeOf(time, span);
    const width = placeOf(changes[at + 1]?.time ?? span.to, span) - left;
    return width > 0 ? [{ state, left, width }] : [];
  });
}

export function marks(changes: readonly StateChange[], span: Span): readonly Mark[] {
  const inside = changes.filter(({ time }) => time >= span.from && time <= span.to);
  let next = Number.POSITIVE_INFINITY;
  const newestFirst = inside
    .slice(-MOST_MARKS)
    .toReversed()
    .map((change): Mark => {
      const left = placeOf(change.time, span);
      const hasLabel = left + LABEL <= Math.min(next, 100 + LABEL / 2);
      if (hasLabel) next = left;
      return { ...change, left, hasLabel };
    });
  return newestFirst.toReversed();
}

/** Equidistant times, including the first and the last. */
export const ticks = ({ from, to }: Span, count = 5): readonly number[] =>
  Array.from({ length: count }, (_, at) => from + ((to - from) * at) / (count - 1));
