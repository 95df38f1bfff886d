/** Opens packets of logs whose page or worker has ended as captures, or deletes them. */
import type { Leftover } from '../../../connection/environment/originFolder.ts';
import { texts } from '../../kit/language/useText.ts';
import { offerUndo } from '../dialogs/confirm.ts';
import { openFile } from './fileTabs.ts';
import { declined, folder, lookForLeftovers } from './onDisk.ts';

/** Opens them in a new tab. The packets also stay on disk. */
export async function openLeftover(leftover: Leftover): Promise<void> {
  const { readLeftover } = await folder.load();
  const file = await readLeftover({ ...leftover, name: leftoverName(leftover) });
  if (file === undefined) await lookForLeftovers();
  else openFile(file);
}

/** Deletes them once the undo period is over. */
export function declineLeftover(leftover: Leftover): void {
  const { file } = leftover;
  declined.add(file);
  void lookForLeftovers();
  offerUndo(
    texts().logOnDisk.left.deleted(leftoverName(leftover)),
    () => {
      declined.delete(file);
      void lookForLeftovers();
    },
    () => void remove(file),
  );
}

async function remove(file: string): Promise<void> {
  const { removeLeftover } = await folder.load();
  await removeLeftover(file).catch(() => undefined);
}

export const leftoverName = ({ name }: Leftover): string => name || texts().logOnDisk.left.unnamed;
