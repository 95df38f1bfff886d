/** Measures used memory. */
import { setFlagsFromString } from 'node:v8';
import { createContext, Script } from 'node:vm';

setFlagsFromString('--expose-gc');
const COLLECT = new Script('gc()');
const context = createContext();

/** Bytes in use after garbage collection; buffers are freed a little later than their objects. */
export function usedBytes(): number {
  for (let round = 0; round < 3; round += 1) COLLECT.runInContext(context);
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
