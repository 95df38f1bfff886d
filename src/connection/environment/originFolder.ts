/**
 * Manages files of packet logs without an owner, after a page was closed, a browser crashed or a worker was
 * ended.
 */
import { HEAD_SIZE, readHead } from '../../engine/log/spill/spillFormat.ts';

/** In the origin's private file system. */
export const ORIGIN_FOLDER = 'logs';

/** Each worker holds this lock of its file until it ends. */
export const originLock = (file: string): string => `mqttscope.log.${file}`;

export interface Leftover {
  /** Its name in the folder. */
  readonly file: string;
  /** Name of the connection or capture. */
  readonly name: string;
  /** ms since 1970. */
  readonly begun: number;
  readonly packets: number;
  readonly bytes: number;
}

async function openFolder(): Promise<FileSystemDirectoryHandle | undefined> {
  const { storage, locks } = globalThis.navigator;
  if (storage?.getDirectory === undefined || locks === undefined) return undefined;
  return (await storage.getDirectory()).getDirectoryHandle(ORIGIN_FOLDER, { create: true });
}

/** Files whose release this page waits for. */
const awaited = new Set<string>();

/**
 * Lists files, the newest first. Removes files without packets, and files of versions without a header.
 * @param ended files whose worker this page has ended, because the browser may release them late
 * @param released is called when an owner of a file that is not listed has ended. A stuck worker of a page
 * that was reloaded holds its file for about 2 s.
 */
export async function leftovers(
  ended: ReadonlySet<string>,
  released: () => void = () => undefined,
): Promise<readonly Leftover[]> {
  const folder = await openFolder();
  if (folder === undefined) return [];
  const { held = [] } = await navigator.locks.query();
  const owned = new Set(held.map(({ name }) => name));
  const found: Leftover[] = [];
  for await (const [file, handle] of folder.entries()) {
    if (owned.has(originLock(file)) && !ended.has(file)) {
      void whenReleased(file, released);
      continue;
    }
    if (!(handle instanceof FileSystemFileHandle)) continue;
    const leftover = await described(file, handle).catch(() => 'unreadable' as const);
    if (leftover === undefined) await removeUnowned(folder, file).catch(() => undefined);
    else if (leftover !== 'unreadable') found.push(leftover);
  }
  return found.toSorted((a, b) => b.begun - a.begun);
}

async function whenReleased(file: string, released: () => void): Promise<void> {
  if (awaited.has(file)) return;
  awaited.add(file);
  await navigator.locks.request(originLock(file), { mode: 'shared' }, () => undefined);
  awaited.delete(file);
  released();
}

/** Not if a worker has started using it meanwhile: it would be removed when that worker ends. */
function removeUnowned(folder: FileSystemDirectoryHandle, file: string): Promise<void> {
  return navigator.locks.request(originLock(file), { ifAvailable: true }, async (lock) => {
    if (lock !== null) await folder.removeEntry(file);
  });
}

/** Returns undefined if the file is unreadable. */
async function described(
  file: string,
  handle: FileSystemFileHandle,
): Promise<Leftover | undefined> {
  const blob = await handle.getFile();
  const read = readHead(new Uint8Array(await blob.slice(0, HEAD_SIZE).arrayBuffer()));
  // A file of a newer version stays for that version.
  if (read === 'newer') return { file, name: '', begun: 0, packets: 0, bytes: blob.size };
  if (read === undefined || read.counters.packets === 0) return undefined;
  const { name, begun } = read.head;
  return { file, name, begun, packets: read.counters.packets, bytes: blob.size };
}

/** Returns undefined if the file no longer exists. */
export async function readLeftover({ file, name }: Leftover): Promise<File | undefined> {
  try {
    const handle = await (await openFolder())?.getFileHandle(file);
    const blob = await handle?.getFile();
    return blob && new File([blob], name);
  } catch {
    return undefined;
  }
}

/** Removes the file after its owner has ended. */
export async function removeLeftover(file: string): Promise<void> {
  const folder = await openFolder();
  await globalThis.navigator.locks?.request(originLock(file), () => folder?.removeEntry(file));
}
