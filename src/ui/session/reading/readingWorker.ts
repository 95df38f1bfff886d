/** Reads payloads beside the page, which stays smooth however long that takes: the worker of `aside.ts`. */
import { errorText } from '../../../mqtt/errorText.ts';
import { NotLoaded } from '../../../mqtt/part.ts';
import { isMissing } from '../../../payload/formats/format.ts';
import { loadFormat } from '../../../payload/formats/formats.ts';
import { type Answer, type Posted, received } from './posted.ts';
import { buffersToGive, runTask } from './tasks.ts';

const tell = (answer: Answer, transfer: readonly ArrayBufferLike[] = []): void =>
  globalThis.postMessage(answer, {
    transfer: transfer.filter((one) => one instanceof ArrayBuffer),
  });

async function answer(posted: Posted): Promise<void> {
  const asked = received(posted);
  try {
    let told = runTask(asked);
    while (isMissing(told)) {
      // oxlint-disable-next-line no-await-in-loop -- what is read next depends on it
      await loadFormat(told.missing);
      told = runTask(asked);
    }
    tell({ kind: 'told', task: asked.task, told }, buffersToGive(asked.task, told));
  } catch (error) {
    if (error instanceof NotLoaded) tell({ kind: 'unloaded' });
    else tell({ kind: 'error', message: errorText(error) });
  }
}

globalThis.addEventListener('message', ({ data }: MessageEvent<Posted>) => void answer(data));
