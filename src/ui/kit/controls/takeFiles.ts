/** Passes on files that were chosen or dropped. A file may be moved, deleted or changed before it is read. */
import { visibleName } from '../../../base/visibleText.ts';
import { confirm } from '../language/announcements.ts';
import { firstTexts } from '../language/firstText.ts';

export type TakesFiles = (files: readonly File[]) => Promise<void> | undefined | void;

export async function takeFiles(files: readonly File[], onFiles: TakesFiles): Promise<void> {
  try {
    await onFiles(files);
  } catch (error) {
    // Other exceptions are errors of the app.
    if (!(error instanceof DOMException)) throw error;
    const names = files.map(({ name }) => visibleName(name)).join(', ');
    confirm(firstTexts().publish.errors.fileLost(names, error.message));
  }
}
