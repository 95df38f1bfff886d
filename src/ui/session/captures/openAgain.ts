/** Reopens a recent capture file: with its handle if the browser stored one, otherwise with a file dialog. */
import { chooseFiles } from './choosing.ts';
import { type FileName, handleOf } from './fileHandles.ts';
import { openFile } from './fileTabs.ts';

/** File handle APIs that TypeScript's types lack. */
interface AsksPermission {
  requestPermission(options: { readonly mode: 'read' }): Promise<PermissionState>;
}

const asksPermission = (handle: object): handle is AsksPermission => 'requestPermission' in handle;

export type Again =
  | 'opened'
  /** The user denied access. */
  | 'refused'
  /** There is no handle, or the file no longer exists: the user has to choose it. */
  | 'to-choose';

/** Must be called within a user click. @param id of the tab that expects the file. Undefined: a new tab */
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

/** Must be called within a user click. */
export function chooseAgain(id?: string): Promise<void> {
  return chooseFiles({
    multiple: false,
    open: ([file]) => file !== undefined && openFile(file, [], id),
    byInput: () => chooseByInput(id),
  });
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
