/** Worker side: performs a posted task. */
import { errorText } from '../../../base/errorText.ts';
import { NotLoaded } from '../../../base/lazy.ts';
import { loadFormat } from '../../../payload/formats/formats.ts';
import { isMissing } from '../../../payload/tree/format.ts';
import { type Answer, type Posted, received } from './posted.ts';
import { buffersToGive, runTask } from './tasks.ts';

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
