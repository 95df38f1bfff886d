/** Handles of capture files, stored by the browser so that the user can reopen them directly. */
import { Dexie, type Table } from 'dexie';

interface KeptHandle {
  readonly key: string;
  readonly handle: FileSystemFileHandle;
  /** ms since 1970. */
  readonly at: number;
}

export type FileName = Pick<File, 'name' | 'size'>;

/** The oldest are forgotten. */
const MOST = 24;

let table: Table<KeptHandle, string> | undefined;

function handles(): Table<KeptHandle, string> {
  if (table === undefined) {
    const database = new Dexie('mqttscope-files');
    database.version(1).stores({ handles: 'key,at' });
    table = database.table('handles');
  }
  return table;
}

const keyOf = ({ name, size }: FileName): string => `${size} ${name}`;

/** If the browser stores no handles, the user has to choose the file again. */
export async function keepHandle(file: FileName, handle: FileSystemFileHandle): Promise<void> {
  try {
    await handles().put({ key: keyOf(file), handle, at: Date.now() });
    const kept = await handles().orderBy('at').primaryKeys();
    await handles().bulkDelete(kept.slice(0, Math.max(0, kept.length - MOST)));
  } catch {
    // The browser stores no handles.
  }
}

export async function forgetHandle(file: FileName): Promise<void> {
  await handles()
    .delete(keyOf(file))
    .catch(() => undefined);
}

/** Undefined if the browser has none. */
export async function handleOf(file: FileName): Promise<FileSystemFileHandle | undefined> {
  try {
    return (await handles().get(keyOf(file)))?.handle;
  } catch {
    return undefined;
  }
}

/** @param dropped items from the browser, including folders */
export async function keepDropped(
  dropped: readonly Promise<FileSystemHandle | null>[],
): Promise<void> {
  const found = await Promise.allSettled(dropped);
  const files = found.map((one) => (one.status === 'fulfilled' ? one.value : undefined));
  await Promise.all(
    files.map(async (handle) => {
      if (handle instanceof FileSystemFileHandle) await keepHandle(await handle.getFile(), handle);
    }),
  );
}
