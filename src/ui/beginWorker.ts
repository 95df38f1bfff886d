/** Starts the worker of a connection. */
export function beginWorker(): Worker {
  return new Worker(new URL('./connectionWorker.ts', import.meta.url), { type: 'module' });
}
