/** Reads probabilities and number ranges of rules and networks. */
import { type Path, ValueError, whole } from '../core/commands/members.ts';

/** The limit of setTimeout; 24 days are enough. */
export const LARGEST = 0x7fff_ffff;

export function chance(value: unknown, path: Path): number {
  if (typeof value === 'number' && value >= 0 && value <= 1) return value;
  throw new ValueError(path, { key: 'chance', args: {} });
}

export function range(value: unknown, path: Path): { least: number; most: number } {
  const read = whole(0, LARGEST);
  if (!Array.isArray(value)) {
    const fixed = read(value, path);
    return { least: fixed, most: fixed };
  }
  if (value.length !== 2) throw new ValueError(path, { key: 'range', args: {} });
  const [least, most] = [read(value[0], [...path, 0]), read(value[1], [...path, 1])];
  if (least > most) throw new ValueError(path, { key: 'range-order', args: {} });
  return { least, most };
}
