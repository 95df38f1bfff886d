/** Lets the user choose files: with the browser's picker, whose handles can reopen them, or with an input. */
import { keepHandle } from './fileHandles.ts';

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

/** Must be called within a user click. @param page the window @param keep stores a file's handle */
export async function chooseFiles(
  { multiple, open, byInput }: Choosing,
  page: object = window,
  keep: typeof keepHandle = keepHandle,
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
    // They changed their mind.
    if (!(error instanceof DOMException && error.name === 'AbortError')) byInput();
    return;
  }
  if (chosen.length > 0) open(chosen.map(([file]) => file));
  await Promise.all(chosen.map(([file, handle]) => keep(file, handle)));
}
