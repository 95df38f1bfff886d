/** Lets the user choose files: with the browser's picker, whose handles can reopen them, or with an input. */
import { loadedLater } from '../../kit/loading/loadedLater.ts';

export const handles = loadedLater(() => import('./fileHandles.ts'));

interface Picker {
  showOpenFilePicker(options: { readonly multiple: boolean }): Promise<FileSystemFileHandle[]>;
}

const hasPicker = (value: object): value is Picker =>
  'showOpenFilePicker' in value && typeof value.showOpenFilePicker === 'function';

export interface Choosing {
  readonly multiple: boolean;
  readonly open: (files: readonly File[]) => void;
  /** In a browser without a picker, and on a page that may not use it. */
  readonly byInput: () => void;
}

type Keep = (file: File, handle: FileSystemFileHandle) => void;

const keepHandle: Keep = (file, handle) =>
  handles.with((kept) => void kept.keepHandle(file, handle));

/** Must be called within a key press or click. @param page the window @param keep stores a file's handle */
export async function chooseFiles(
  { multiple, open, byInput }: Choosing,
  page: object = window,
  keep = keepHandle,
): Promise<void> {
  if (!hasPicker(page)) {
    byInput();
    return;
  }
  let chosen: readonly (readonly [File, FileSystemFileHandle])[];
  try {
    const handles = await page.showOpenFilePicker({ multiple });
    chosen = await Promise.all(
      handles.map(async (handle) => [await handle.getFile(), handle] as const),
    );
  } catch (error) {
    // The user cancelled.
    if (!(error instanceof DOMException && error.name === 'AbortError')) byInput();
    return;
  }
  if (chosen.length > 0) open(chosen.map(([file]) => file));
  for (const [file, handle] of chosen) keep(file, handle);
}
