/** Capture files that the user chooses or drops, each in its own tab. */

import { waitFor } from '../../kit/language/waiting.ts';
import { loadedLater } from '../../kit/loading/loadedLater.ts';
import { openFile } from './fileTabs.ts';

const keyLogs = loadedLater(() => import('../../../engine/files/tls/keyLog.ts'));

/** The only input for files, hidden in the page. */
let input: HTMLInputElement | null = null;

export function registerInput(element: HTMLInputElement | null): void {
  input = element;
}

/** Must be called within a key press or click. */
export const chooseCapture = (): void => input?.click();

async function hasKeys(file: File): Promise<boolean> {
  try {
    const { isKeyLog, KEY_LOG_START } = await keyLogs.load();
    return isKeyLog(new Uint8Array(await file.slice(0, KEY_LOG_START).arrayBuffer()));
  } catch {
    // Opening the file as a capture reports that it is unreadable.
    return false;
  }
}

/** TLS key logs among the files apply to the captures with them. */
export async function openCaptures(files: Iterable<File>): Promise<void> {
  // The list of an input is emptied before the first file is read.
  const all = [...files];
  const areKeys = await waitFor(Promise.all(all.map(hasKeys)));
  const captures = all.filter((_, at) => areKeys[at] !== true);
  const keyLogs = all.filter((_, at) => areKeys[at] === true);
  // Without a capture, the tab explains the key logs.
  for (const file of captures.length > 0 ? captures : keyLogs) openFile(file, keyLogs);
}
