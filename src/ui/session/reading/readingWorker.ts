/** Reads payloads outside of the page, which stays responsive: the worker of `aside.ts`. */

import { errorText } from '../../../base/errorText.ts';
import { NotLoaded } from '../../../base/lazy.ts';
import { loadFormat } from '../../../payload/formats/formats.ts';
import { isMissing } from '../../../payload/tree/format.ts';
import { ALIVE, type Answer, type Posted, PROBE, received } from './posted.ts';
import { buffersToGive, runTask } from './tasks.ts';

globalThis.addEventListener('message', ({ data }: MessageEvent<Posted | typeof PROBE>) => {
  if (data === PROBE) {
    globalThis.postMessage(ALIVE);
    return;
  }
  void answerTo(data, (answer, own) => {
    const transfer = own.filter((one) => one instanceof ArrayBuffer);
    globalThis.postMessage(answer, { transfer });
  });
});

/** @param give transfers the buffers of the answer */
export async function answerTo(
  posted: Posted,
  give: (answer: Answer, own: readonly ArrayBufferLike[]) => void,
): Promise<void> {
  const asked = received(posted);
  try {
    let told = runTask(asked);
    while (isMissing(told)) {
      await loadFormat(told.missing);
      told = runTask(asked);
    }
    give({ kind: 'told', task: asked.task, told }, buffersToGive(asked.task, told));
  } catch (error) {
    if (error instanceof NotLoaded) give({ kind: 'unloaded' }, []);
    else give({ kind: 'error', message: errorText(error) }, []);
  }
}
