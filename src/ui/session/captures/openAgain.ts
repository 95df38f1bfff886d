/** A capture file that was open before, opened again: by its handle where the browser kept one, else as the person chooses it. */

import { type FileName, handleOf, keepHandle } from './fileHandles.ts';
import { openFile } from './fileTabs.ts';

/** What the browsers that keep handles have beside the standard's types. */
interface AsksPermission {
  requestPermission(options: { readonly mode: 'read' }): Promise<PermissionState>;
}

interface Pickers {
  showOpenFilePicker(options: { readonly multiple: false }): Promise<FileSystemFileHandle[]>;
}

const asksPermission = (handle: object): handle is AsksPermission => 'requestPermission' in handle;
const hasPicker = (value: object): value is Pickers =>
  'showOpenFilePicker' in value && typeof value.showOpenFilePicker === 'function';

export type Again =
  | 'opened'
  /** The person said no. */
  | 'refused'
  /** There is no handle, or the file is not there any more: it has to be chosen. */
  | 'to-choose';

/** Within a person's click. @param id of the tab that expects it; undefined: it gets one of its own */
export async function openAgain(file: FileName, id?: string): Promise<Again> {
  const handle = await handleOf(file);
  if (handle === undefined) return 'to-choose';
  try {
    if (
      asksPermission(handle) &&
      (await handle.requestPermission({ mode: 'read' })) !== 'granted'
    ) {
      return 'refused';
    }
    openFile(await handle.getFile(), [], id);
    return 'opened';
  } catch {
    return 'to-choose';
  }
}

/** Within a person's click; the browser keeps the handle of what is chosen here where it can. */
export async function chooseAgain(id?: string): Promise<void> {
  if (!hasPicker(window)) {
    chooseByInput(id);
    return;
  }
  try {
    const [handle] = await window.showOpenFilePicker({ multiple: false });
    if (handle === undefined) return;
    const file = await handle.getFile();
    await keepHandle(file, handle);
    openFile(file, [], id);
  } catch (error) {
    if (!(error instanceof DOMException && error.name === 'AbortError')) chooseByInput(id);
  }
}

function chooseByInput(id: string | undefined): void {
  const input = document.createElement('input');
  input.type = 'file';
  input.addEventListener('change', () => {
    const [file] = input.files ?? [];
    if (file !== undefined) openFile(file, [], id);
  });
  input.click();
}
