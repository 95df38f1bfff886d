/** Begins the worker of one connection. */
export function beginWorker(): Worker {
  return new Worker(new URL('./connectionWorker.ts', import.meta.url), { type: 'module' });
}
