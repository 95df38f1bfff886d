/**
 * Files of kept packets in the origin's private file system, two for each tab. A tab that is alive holds a Web
 * Lock, so that other pages neither show nor delete its files.
 */

import type { KeptFile, KeptFiles } from '../environment/environment.ts';
import { KEPT_HEAD, readKeptHead } from './keptHead.ts';

const FOLDER = 'kept';
/** Bytes of a file. With two for each tab, an origin has at most 64 MiB. */
const ROOM = 4 * 1024 * 1024;
const MOST_TABS = 8;
/** ms for which the packets of a closed tab are offered. */
const OFFERED_FOR = 24 * 60 * 60 * 1000;
/** ms that a worker of a reloaded page may hold its files, and between two attempts. */
const PATIENCE = 2500;
const PAUSE = 50;

const lockOf = (id: string): string => `mqttscope.kept.${id}`;
const fileNames = (id: string): readonly [string, string] => [`${id}.0`, `${id}.1`];
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** A tab that was closed, and its packets. */
export interface ClosedTab {
  readonly id: string;
  /** `host:port`, or an address in this tab; empty: unknown. */
  readonly server: string;
  /** When they were written, ms since 1970. */
  readonly at: number;
  readonly packets: number;
}

/** Undefined in insecure contexts, and in private windows of some browsers. */
async function openFolder(): Promise<FileSystemDirectoryHandle | undefined> {
  const { storage, locks } = globalThis.navigator;
  if (storage?.getDirectory === undefined || locks === undefined) return undefined;
  return (await storage.getDirectory()).getDirectoryHandle(FOLDER, { create: true });
}

export const hasKeptFolder = (): Promise<boolean> =>
  openFolder().then(
    (folder) => folder !== undefined,
    () => false,
  );

/** Only for workers. */
export async function openKept(id: string): Promise<KeptFiles | 'used' | undefined> {
  const folder = await openFolder();
  if (folder === undefined) return undefined;
  const deadline = Date.now() + PATIENCE;
  let release = await heldLock(id);
  while (release === undefined && Date.now() < deadline) {
    await pause(PAUSE);
    release = await heldLock(id);
  }
  if (release === undefined) return 'used';
  if (!(await hasRoom(folder, id))) {
    release();
    return undefined;
  }
  const [one, other] = fileNames(id);
  const handles = [await openFile(folder, one), await openFile(folder, other)] as const;
  return {
    files: [fileOf(handles[0]), fileOf(handles[1])],
    room: ROOM,
    remove: async () => {
      for (const handle of handles) handle.close();
      await removeFiles(folder, id);
      release();
    },
  };
}

/** Holds the lock until it is released or the worker ends. Undefined: another tab has it. */
function heldLock(id: string): Promise<(() => void) | undefined> {
  return new Promise((resolve, reject) => {
    globalThis.navigator.locks
      .request(lockOf(id), { ifAvailable: true }, (lock) => {
        if (lock !== null) return new Promise<void>((release) => resolve(release));
        resolve(undefined);
        return undefined;
      })
      .catch(reject);
  });
}

async function openFile(
  folder: FileSystemDirectoryHandle,
  name: string,
): Promise<FileSystemSyncAccessHandle> {
  return (await folder.getFileHandle(name, { create: true })).createSyncAccessHandle();
}

function fileOf(handle: FileSystemSyncAccessHandle): KeptFile {
  return {
    read: () => {
      const bytes = new Uint8Array(handle.getSize());
      handle.read(bytes, { at: 0 });
      return bytes;
    },
    write: (bytes, at) => {
      try {
        return handle.write(bytes, { at }) === bytes.length;
      } catch {
        return false;
      }
    },
    empty: () => handle.truncate(0),
  };
}

/** Makes room by deleting packets of closed tabs, the oldest first. */
async function hasRoom(folder: FileSystemDirectoryHandle, id: string): Promise<boolean> {
  const others = [...(await idsIn(folder))].filter((other) => other !== id);
  if (others.length < MOST_TABS) return true;
  const closed = await closedIn(folder, new Set([id]));
  const excess = others.length - MOST_TABS + 1;
  for (const tab of closed.slice(-excess)) await removeFiles(folder, tab.id);
  return closed.length >= excess;
}

async function idsIn(folder: FileSystemDirectoryHandle): Promise<ReadonlySet<string>> {
  const ids = new Set<string>();
  for await (const name of folder.keys()) ids.add(name.replace(/\.[01]$/, ''));
  return ids;
}

/** The newest first. Deletes those without packets, and those that were offered long enough. */
async function closedIn(
  folder: FileSystemDirectoryHandle,
  own: ReadonlySet<string>,
): Promise<readonly ClosedTab[]> {
  const { held = [] } = await globalThis.navigator.locks.query();
  const locks = new Set(held.map(({ name }) => name));
  const closed: ClosedTab[] = [];
  for (const id of await idsIn(folder)) {
    if (own.has(id) || locks.has(lockOf(id))) continue;
    const files = await filesOf(folder, id);
    const heads = await Promise.all(files.map((file) => headOf(file)));
    const at = Math.max(0, ...heads.map((head) => head?.at ?? 0));
    const packets = heads.reduce((sum, head) => sum + (head?.packets ?? 0), 0);
    const server = heads.find((head) => head?.server)?.server ?? '';
    if (packets === 0 || Date.now() - at > OFFERED_FOR) await removeFiles(folder, id);
    else closed.push({ id, server, at, packets });
  }
  return closed.toSorted((a, b) => b.at - a.at);
}

const headOf = async (file: Blob) =>
  readKeptHead(new Uint8Array(await file.slice(0, KEPT_HEAD).arrayBuffer()));

async function filesOf(folder: FileSystemDirectoryHandle, id: string): Promise<readonly File[]> {
  const files: File[] = [];
  for (const name of fileNames(id)) {
    try {
      files.push(await (await folder.getFileHandle(name)).getFile());
    } catch {
      // Another page has deleted it.
    }
  }
  return files;
}

async function removeFiles(folder: FileSystemDirectoryHandle, id: string): Promise<void> {
  for (const name of fileNames(id)) await folder.removeEntry(name).catch(() => undefined);
}

/** @param own ids of this page's tabs, whose workers may not hold their locks yet */
export async function closedTabs(own: ReadonlySet<string>): Promise<readonly ClosedTab[]> {
  const folder = await openFolder();
  return folder === undefined ? [] : closedIn(folder, own);
}

/** Takes the packets of a closed tab: a file of our own format. Undefined: another page was faster. */
export async function takeClosed(id: string): Promise<Blob | undefined> {
  const folder = await openFolder();
  if (folder === undefined) return undefined;
  const parts: { readonly turn: number; readonly bytes: ArrayBuffer }[] = [];
  for (const file of await filesOf(folder, id)) {
    const head = await headOf(file);
    if (head === undefined) continue;
    const bytes = await file.slice(KEPT_HEAD, KEPT_HEAD + head.bytes).arrayBuffer();
    parts.push({ turn: head.turn, bytes });
  }
  await removeFiles(folder, id);
  const sorted = parts.toSorted((a, b) => a.turn - b.turn);
  return parts.length === 0 ? undefined : new Blob(sorted.map(({ bytes }) => bytes));
}

export async function removeClosed(id: string): Promise<void> {
  const folder = await openFolder();
  if (folder !== undefined) await removeFiles(folder, id);
}
