/** A file of this connection's in the origin's private file system: nobody else sees it, and it ends with the connection. */
import type { OwnFile } from './environment.ts';

/** Its folder there. */
const FOLDER = 'logs';
const LOCK = 'mqttscope.log.';
/** Of what the browser allows: others in this browser need some, too. */
const SHARE = 0.8;

/** undefined: this browser has none for this page. */
export async function openOriginFile(): Promise<OwnFile | undefined> {
  const { storage, locks } = globalThis.navigator;
  // Without a secure connection, browsers have neither.
  if (storage?.getDirectory === undefined || locks === undefined) return undefined;
  const folder = await (await storage.getDirectory()).getDirectoryHandle(FOLDER, { create: true });
  const name = crypto.randomUUID();
  await holdLock(locks, LOCK + name);
  await removeLeftovers(folder, locks);
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

/** Removes what is there, of workers that are still there once they end. Resolves then. */
export async function removeOriginFiles(): Promise<void> {
  const { storage, locks } = globalThis.navigator;
  if (storage?.getDirectory === undefined || locks === undefined) return;
  const folder = await (await storage.getDirectory()).getDirectoryHandle(FOLDER, { create: true });
  const names: string[] = [];
  for await (const name of folder.keys()) names.push(name);
  await Promise.all(
    names.map((name) =>
      locks.request(LOCK + name, () => folder.removeEntry(name).catch(() => undefined)),
    ),
  );
}

/** Of workers that ended without removing theirs: with a browser that was killed, or a page that was left. */
async function removeLeftovers(
  folder: FileSystemDirectoryHandle,
  locks: LockManager,
): Promise<void> {
  for await (const name of folder.keys()) {
    await locks.request(LOCK + name, { ifAvailable: true }, async (lock) => {
      if (lock !== null) await folder.removeEntry(name).catch(() => undefined);
    });
  }
}

/** It throws where there is no room, and where the browser has taken it away. */
function tried(run: () => boolean): boolean {
  try {
    return run();
  } catch {
    return false;
  }
}
