/** The file of a connection's log in the origin's private file system: other origins cannot read it. */

import type { OwnFile } from './environment.ts';
import { ORIGIN_FOLDER, originLock } from './originFolder.ts';

/** Of what the browser allows: others in this browser need some, too. */
const SHARE = 0.8;

/** undefined: this browser has none for this page. @param name that no other file has */
export async function openOriginFile(name: string): Promise<OwnFile | undefined> {
  const { storage, locks } = globalThis.navigator;
  // Without a secure connection, browsers have neither.
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

/** As long as this worker is there: its file is no leftover. */
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

/** It throws where there is no room, and where the browser has taken it away. */
function tried(run: () => boolean): boolean {
  try {
    return run();
  } catch {
    return false;
  }
}
