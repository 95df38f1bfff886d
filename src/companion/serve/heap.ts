/**
 * Keeps the memory of a companion small. By default, V8 lets its heap grow to several times the used size before
 * it collects garbage, and its young generation to 48 MiB. A flood of messages would then take memory that is not
 * in use.
 */
import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8';

/** Percent of growth since the last collection. */
const GROWING = 30;
/** Bytes of the young generation, which has two halves. */
const YOUNG = 16 * 1024 * 1024;
/** Growth factor of a half, from its initial 1 MiB to 8 MiB. */
const GROWTH = 8;
/** Objects that survive a collection, enough for V8 to grow the young generation in two rounds. */
const OBJECTS = 20_000;
const MOST_ROUNDS = 20;

const youngBytes = (): number =>
  getHeapSpaceStatistics().find(({ space_name: name }) => name === 'new_space')?.space_size ??
  YOUNG;

/**
 * With V8's initial 1 MiB, messages in transit survive a collection and are treated as long-lived. V8 offers no
 * call to grow the young generation, so this provokes it.
 */
export function limitHeap(): void {
  setFlagsFromString(`--semi-space-growth-factor=${GROWTH}`);
  for (let round = 0; round < MOST_ROUNDS && youngBytes() < YOUNG; round += 1) {
    Array.from({ length: OBJECTS }, (_, at) => ({ at }));
  }
  setFlagsFromString(`--heap-growing-percent=${GROWING}`);
  setFlagsFromString('--semi-space-growth-factor=1');
}
