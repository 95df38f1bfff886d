/** Connection to a worker that evaluates schemas. */
import type { SchemaAnswer, SchemaRequest } from '../../engine/schemas/judgement.ts';

/** Posted by the worker once its script is loaded. */
export const READY = 'ready';

export interface SchemaPort {
  post(request: SchemaRequest): void;
  /** Ends the worker, also in the middle of an evaluation. Nothing is reported afterwards. */
  end(): void;
}

export interface SchemaPortHandlers {
  /** Called once, before the first answer. */
  readonly ready: () => void;
  readonly answered: (answer: SchemaAnswer) => void;
  /** The script could not be loaded, or the worker failed. */
  readonly lost: (why: string) => void;
}

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
