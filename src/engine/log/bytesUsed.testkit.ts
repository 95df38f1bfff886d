/** Measures memory in tests that run in a separate process. */
import { setImmediate } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

const collect = (): void => {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc()');
};

/** Bytes of heap and array buffers after garbage collection. Some garbage is freed one turn later. */
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
