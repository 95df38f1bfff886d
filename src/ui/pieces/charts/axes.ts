/** Chooses the axes of values for which the user chose none. */
import type { Axis, AxisChoice } from '../../../profiles/settings/chartLimits.ts';

/** A charted value with the range that is drawn. */
export interface Ranged {
  readonly id: string;
  readonly choice: AxisChoice;
  readonly min: number;
  readonly max: number;
}

export type AxisById = ReadonlyMap<string, Axis>;

/** Share of the height of its axis below which a value is flat, so that it gets another axis. */
const LEAST = 0.1;
/** Share from which values share an axis again. The difference keeps a live chart from changing to and fro. */
const REJOINED = 0.2;

/**
 * One axis for all, unless one of them would be flat. Then they are parted by size, so that the flattest has the most
 * of its axis. Chosen axes are kept.
 * @param before the last result, which is returned if nothing changes
 */
export function axesFor(values: readonly Ranged[], before: AxisById): AxisById {
  const free = values.filter(({ choice }) => choice === 'auto');
  const placed = (right: ReadonlySet<string>): AxisById =>
    new Map(
      values.map(({ id, choice }) => [
        id,
        choice === 'auto' ? (right.has(id) ? 'right' : 'left') : choice,
      ]),
    );
  const together = placed(new Set());
  const wereRight = new Set(free.flatMap(({ id }) => (before.get(id) === 'right' ? [id] : [])));
  const isEnough = wereRight.size > 0 ? REJOINED : LEAST;
  if (flattest(values, together) >= isEnough) return kept(together, before);
  const old = placed(wereRight);
  if (wereRight.size > 0 && flattest(values, old) >= LEAST) return kept(old, before);
  let best = together;
  for (const right of parted(free)) {
    const axes = placed(right);
    if (flattest(values, axes) > flattest(values, best)) best = axes;
  }
  return kept(best, before);
}

/** Each way to part the smaller values from the larger ones. Those with the first value at the left come first. */
function parted(free: readonly Ranged[]): readonly ReadonlySet<string>[] {
  const bySize = free.toSorted((one, other) => sizeOf(one) - sizeOf(other)).map(({ id }) => id);
  const first = free[0]?.id ?? '';
  return bySize
    .flatMap((_, at) => [new Set(bySize.slice(0, at + 1)), new Set(bySize.slice(at + 1))])
    .toSorted((one, other) => Number(one.has(first)) - Number(other.has(first)));
}

const sizeOf = ({ min, max }: Ranged): number => Math.max(Math.abs(min), Math.abs(max));

/** The least share of its axis that a value takes. A constant has no height anywhere. */
function flattest(values: readonly Ranged[], axes: AxisById): number {
  const shares = values.map((one) => {
    const beside = values.filter(({ id }) => axes.get(id) === axes.get(one.id));
    const least = Math.min(...beside.map(({ min }) => min));
    const greatest = Math.max(...beside.map(({ max }) => max));
    return one.max > one.min ? (one.max - one.min) / (greatest - least) : 1;
  });
  return Math.min(...shares);
}

function kept(axes: AxisById, before: AxisById): AxisById {
  const isSame =
    axes.size === before.size && [...axes].every(([id, axis]) => before.get(id) === axis);
  return isSame ? before : axes;
}
