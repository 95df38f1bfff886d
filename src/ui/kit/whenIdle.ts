/** ms; longer than that it does not wait for a page that is busy: the network may not stay. */
const BUSY = 1000;

/** Not every browser says when it is, and where packets flood in it never is. Returns how to stop. */
export function whenIdle(run: () => void): () => void {
  if (typeof requestIdleCallback !== 'function') {
    run();
    return () => undefined;
  }
  const asked = requestIdleCallback(run, { timeout: BUSY });
  return () => cancelIdleCallback(asked);
}
