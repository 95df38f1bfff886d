/** Connection to a worker that evaluates schemas. */
import type { SchemaAnswer } from '../../engine/schemas/judgement.ts';
import type { SchemaPort, SchemaPortHandlers } from '../environment/environment.ts';

/** Posted by the worker once its script is loaded. */
export const READY = 'ready';

export function startSchemaWorker({ ready, answered, lost }: SchemaPortHandlers): SchemaPort {
  const worker = new Worker(new URL('./schemaWorker.ts', import.meta.url), { type: 'module' });
  worker.addEventListener('message', ({ data }: MessageEvent<SchemaAnswer | typeof READY>) => {
    if (data === READY) ready();
    else answered(data);
  });
  worker.addEventListener('error', (event) => {
    event.preventDefault();
    lost(event.message);
  });
  return {
    post: (request) => worker.postMessage(request),
    end: () => worker.terminate(),
  };
}
