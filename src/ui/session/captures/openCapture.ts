/** Capture files that the user chooses or drops, each in its own tab. */

import { waitFor } from '../../kit/language/waiting.ts';
import { loadedLater } from '../../kit/loading/loadedLater.ts';
import { chooseFiles, handles } from './choosing.ts';
import { openFile } from './fileTabs.ts';

const keyLogs = loadedLater(() => import('../../../engine/files/tls/keyLog.ts'));

/** The only input for files, hidden in the page. */
let input: HTMLInputElement | null = null;

export function registerInput(element: HTMLInputElement | null): void {
  input = element;
}

/** Must be called within a key press or click. Loads nothing before, because the browser's permission expires. */
export function chooseCapture(): void {
  void chooseFiles({
    multiple: true,
    open: (files) => void openCaptures(files),
    byInput: () => input?.click(),
  });
}

async function hasKeys(file: File): Promise<boolean> {
  try {
    const { isKeyLog, KEY_LOG_START } = await keyLogs.load();
    return isKeyLog(new Uint8Array(await file.slice(0, KEY_LOG_START).arrayBuffer()));
  } catch {
    // Opening the file as a capture reports that it is unreadable.
    return false;
  }
}

/** File APIs that TypeScript's types lack. */
interface GivesHandle {
  getAsFileSystemHandle(): Promise<FileSystemHandle | null>;
}

const givesHandle = (item: object): item is GivesHandle => 'getAsFileSystemHandle' in item;

/** Opens files dropped onto the window. The browser stores their handles if it can. */
export function openDropped({ files, items }: DataTransfer): void {
  // Both are emptied after the event.
  const asked = [...items].flatMap((item) =>
    givesHandle(item) ? [item.getAsFileSystemHandle()] : [],
  );
  void openCaptures(files);
  handles.with(({ keepDropped }) => void keepDropped(asked));
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
