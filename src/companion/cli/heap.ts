/**
 * Keeps small what is not in use any more. By default V8 lets its heap grow to several times what is in
 * use before it looks for garbage, and its young generation to 48 MiB: a flood of messages would cost
 * memory that nobody holds. It costs some speed, of which there is enough (docs/performance.md).
 */
import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8';

/** Percent beyond what was in use at the last collection. */
setFlagsFromString('--heap-growing-percent=30');
setFlagsFromString('--semi-space-growth-factor=1');

/** Bytes of the young generation of a companion, which has two halves. */
const YOUNG = 16 * 1024 * 1024;
/** From the MiB that a half begins with to its 8, at once. */
const GROWTH = 8;
/** So many outlive a collection that V8 lets the young generation grow; two rounds do. */
const OBJECTS = 20_000;
const MOST_ROUNDS = 20;

const youngBytes = (): number =>
  getHeapSpaceStatistics().find(({ space_name: name }) => name === 'new_space')?.space_size ??
  YOUNG;

/**
 * For a process that passes messages on: in the MiB that V8 begins with, what is only under way outlives a
 * collection, and has to be collected as if it were to stay. V8 grows it by itself only, so it is made to.
 */
export function growYoung(): void {
  setFlagsFromString(`--semi-space-growth-factor=${GROWTH}`);
  for (let round = 0; round < MOST_ROUNDS && youngBytes() < YOUNG; round += 1) {
    Array.from({ length: OBJECTS }, (_, at) => ({ at }));
  }
  setFlagsFromString('--semi-space-growth-factor=1');
}
