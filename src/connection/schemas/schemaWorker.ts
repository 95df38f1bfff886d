/** The worker of `schemaThread.ts`. It does nothing else, because an evaluation cannot be interrupted. */
import type { SchemaRequest } from '../../engine/schemas/judgement.ts';
import { SchemaEvaluator } from './evaluator.ts';
import { READY } from './schemaPort.ts';

const evaluator = new SchemaEvaluator();

globalThis.addEventListener('message', ({ data }: MessageEvent<SchemaRequest>) => {
  globalThis.postMessage(evaluator.answer(data));
});
globalThis.postMessage(READY);
