/** Memory in use, for tests that run in a process of their own. */
import { setImmediate } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

const collect = (): void => {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc()');
};

/** Bytes of the heap and of array buffers after collection. Some garbage is freed one turn later. */
export async function bytesUsed(): Promise<number> {
  for (let before = Infinity; ; ) {
    collect();
    await setImmediate();
    const { heapUsed, arrayBuffers } = process.memoryUsage();
    const now = heapUsed + arrayBuffers;
    if (now > before - 100_000) return now;
    before = now;
  }
}
