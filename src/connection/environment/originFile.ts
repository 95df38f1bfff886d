/** The file of a connection's log in the origin's private file system, which other origins cannot read. */

import type { OwnFile } from './environment.ts';
import { ORIGIN_FOLDER, originLock } from './originFolder.ts';

/** Share of the browser's quota, because other files in this browser need space, too. */
const SHARE = 0.8;

/** undefined if this browser offers none to this page. @param name must be unique */
export async function openOriginFile(name: string): Promise<OwnFile | undefined> {
  const { storage, locks } = globalThis.navigator;
  // In insecure contexts, browsers provide neither.
  if (storage?.getDirectory === undefined || locks === undefined) return undefined;
  const root = await storage.getDirectory();
  const folder = await root.getDirectoryHandle(ORIGIN_FOLDER, { create: true });
  await holdLock(locks, originLock(name));
  const { quota = 0, usage = 0 } = await storage.estimate();
  const file = await folder.getFileHandle(name, { create: true });
  const access = await file.createSyncAccessHandle();
  return {
    limit: Math.floor(Math.max(0, quota - usage) * SHARE),
    write: (bytes, at) => tried(() => access.write(bytes, { at }) === bytes.length),
    read: (into, at) => tried(() => access.read(into, { at }) === into.length),
    truncate: (size) => {
      tried(() => {
        access.truncate(size);
        return true;
      });
    },
    remove: async () => {
      access.close();
      await folder.removeEntry(name);
    },
  };
}

/** Holds the lock while this worker runs, so that its file does not count as left over. */
function holdLock(locks: LockManager, name: string): Promise<void> {
  return new Promise((resolve, reject) => {
    locks
      .request(name, () => {
        resolve();
        return new Promise(() => undefined);
      })
      .catch(reject);
  });
}

/** Throws if the disk is full or the browser has removed the file. */
function tried(run: () => boolean): boolean {
  try {
    return run();
  } catch {
    return false;
  }
}
