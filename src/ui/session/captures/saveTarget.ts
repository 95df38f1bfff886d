/** Target of a saved file: a place that the user picks, or the browser's downloads. */
import { withoutEnd } from '../../../base/withoutEnd.ts';
import { ALL_EXTENSIONS } from '../../../engine/files/captureFormats.ts';

export interface SaveTarget {
  readonly write: (chunk: ArrayBuffer) => Promise<void>;
  readonly finish: () => Promise<void>;
  /** Removes the partial file. */
  readonly discard: () => Promise<void>;
}

export interface FileKind {
  /** Without its extension. */
  readonly name: string;
  /** With its dot. */
  readonly extension: string;
  readonly mediaType: string;
}

/**
 * Bytes above which a file is written directly to the disk if the browser can. Otherwise it is held in memory as a
 * whole.
 */
const LARGE = 64 * 1024 * 1024;

interface SavePicker {
  showSaveFilePicker(options: {
    readonly suggestedName: string;
    readonly types: readonly {
      readonly accept: Readonly<Record<string, readonly string[]>>;
    }[];
  }): Promise<FileSystemFileHandle>;
}

function hasPicker(value: object): value is SavePicker {
  return 'showSaveFilePicker' in value && typeof value.showSaveFilePicker === 'function';
}

/**
 * Must be called within a user click. Undefined if the user cancelled.
 * @param bytes approximate size of the file
 */
export async function openTarget(kind: FileKind, bytes: number): Promise<SaveTarget | undefined> {
  const fileName = `${kind.name}${kind.extension}`;
  if (bytes <= LARGE || !hasPicker(window)) return downloadTarget(fileName, kind.mediaType);
  try {
    const handle = await window.showSaveFilePicker({
      suggestedName: fileName,
      types: [{ accept: { [kind.mediaType]: [kind.extension] } }],
    });
    return await diskTarget(handle);
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') return undefined;
    // If the page may not open the file dialog, the file goes to the downloads.
    return downloadTarget(fileName, kind.mediaType);
  }
}

async function diskTarget(handle: FileSystemFileHandle): Promise<SaveTarget> {
  const writable = await handle.createWritable();
  return {
    write: (chunk) => writable.write(chunk),
    finish: () => writable.close(),
    discard: () => writable.abort(),
  };
}

function downloadTarget(fileName: string, mediaType: string): SaveTarget {
  let parts: Blob[] = [];
  return {
    write: (chunk) => {
      // The browser can move a separate blob out of the page's memory.
      parts.push(new Blob([chunk]));
      return Promise.resolve();
    },
    finish: () => {
      download(new Blob(parts, { type: mediaType }), fileName);
      parts = [];
      return Promise.resolve();
    },
    discard: () => {
      parts = [];
      return Promise.resolve();
    },
  };
}

/** ms after which the address is no longer needed. */
const ADDRESS_STAYS = 60_000;

export function download(blob: Blob, fileName: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = fileName;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), ADDRESS_STAYS);
}

/** Characters that stay out of names of files, on any system. */
const UNFIT = /[^\p{L}\p{N}._-]+/gu;
/** Extension and save time of an opened file's name. */
const EXTENSION = new RegExp(
  `(?:-\\d{8}-\\d{6})?(?:${ALL_EXTENSIONS.join('|').replaceAll('.', '\\.')})(?:\\.(?:gz|zst|lz4))?$`,
  'iu',
);
const LONGEST = 80;

/** File name from a display name and a time (ms since 1970), in local time. */
export function fileNameOf(name: string, at: number): string {
  const plain = name
    .replace(EXTENSION, '')
    .replace(UNFIT, '-')
    .replace(/^[-.]+/u, '');
  const fit = withoutEnd(plain, '-.').slice(0, LONGEST);
  const date = new Date(at - new Date(at).getTimezoneOffset() * 60_000).toISOString();
  const stamp = date.slice(0, 19).replaceAll('-', '').replaceAll(':', '').replace('T', '-');
  return `${fit || 'capture'}-${stamp}`;
}
