/**
 * Memory after garbage collections, which need `--expose-gc`. Buffers are freed a little later than their
 * objects.
 */
export async function memory(): Promise<number> {
  for (let round = 0; round < 3; round += 1) {
    globalThis.gc?.();
    await new Promise((resolve) => setImmediate(resolve));
  }
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
