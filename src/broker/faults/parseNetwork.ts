/** Reads the conditions of a simulated network from a JSON value; throws a `ValueError`. */
import {
  Members,
  oneOf,
  type Path,
  present,
  string,
  ValueError,
  whole,
} from '../core/commands/members.ts';
import { type NetworkConditions, PRESETS } from './networkConditions.ts';

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

const LONGEST = 86_400_000;
/** A gigabyte, per second or in total. */
const MUCH = 1e9;

const rate = whole(1, MUCH);
const time = whole(0, LONGEST);

export function parseNetwork(value: unknown, path: Path): NetworkConditions {
  const members = new Members(value, path);
  const conditions = present({
    preset: members.optional('preset', oneOf(...PRESETS)),
    client: members.optional('client', string(8192)),
    seed: members.optional('seed', whole(0, Number.MAX_SAFE_INTEGER)),
    up: members.optional('up', rate),
    down: members.optional('down', rate),
    latency: members.optional('latency', range),
    slice: members.optional('slice', range),
    outage: members.optional('outage', outage),
    resetAfter: members.optional('resetAfter', range),
    silentAfter: members.optional('silentAfter', range),
    forgetAfter: members.optional('forgetAfter', time),
    slowClose: members.optional('slowClose', time),
  });
  members.end();
  return conditions;
}

function outage(value: unknown, path: Path): NonNullable<NetworkConditions['outage']> {
  const members = new Members(value, path);
  const read = {
    every: members.required('every', range),
    lasts: members.required('lasts', range),
  };
  members.end();
  return read;
}
