/** ms. Longer than that, it does not wait for a busy page, because the network may disappear. */
const BUSY = 1000;

/**
 * Calls `run` when the browser is idle. Not every browser reports that, and with many packets it never
 * happens, so there is a time limit. Returns a function that cancels it.
 */
export function whenIdle(run: () => void): () => void {
  if (typeof requestIdleCallback !== 'function') {
    run();
    return () => undefined;
  }
  const asked = requestIdleCallback(run, { timeout: BUSY });
  return () => cancelIdleCallback(asked);
}
