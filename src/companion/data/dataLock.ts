/**
 * Allows one companion per folder of `--data`. The lock is a socket in the folder. The system releases it
 * with the process, however that ends, and other containers on this machine see it, too. It is in the folder
 * itself, so that links and mounts of the folder lead to the same lock.
 */
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { lstat, mkdtemp, open, rename, rm, stat, symlink } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { StartError } from '../cli/errors.ts';
import { ifThere, systemCode } from '../cli/systemCode.ts';

export interface FolderLock {
  /**
   * Path of the folder for its other files. On Linux it leads to the same folder after it was moved, or after
   * its name was given to another folder.
   */
  readonly folder: string;
  release(): Promise<void>;
}

/** Path of the folder that is short enough for a socket's address. */
interface Way {
  readonly folder: string;
  /** Releases the path. */
  readonly end: () => Promise<void>;
}

const SOCKET = 'lock';
/** Longest address of a socket on all systems, in bytes. */
const LONGEST_ADDRESS = 100;
/** Linux lists the open files of this process in this folder. */
const OPEN_FILES = '/proc/self/fd';
const TRIES = 3;

/** Undefined if another companion holds the lock. Throws `StartError` if a foreign file has its name. */
export async function lockFolder(folder: string): Promise<FolderLock | undefined> {
  const { folder: way, end } = await wayTo(resolve(folder));
  const address = await addressIn(way);
  try {
    for (let tries = 0; tries < TRIES; tries += 1) {
      const server = createServer((socket) => socket.destroy());
      server.unref();
      if (await listens(server, address)) {
        return {
          folder: way,
          release: async () => {
            await closed(server);
            await end();
          },
        };
      }
      if (await isAlive(address)) break;
      if (await isForeign(address)) {
        throw new StartError((say) => say.dataForeign(join(folder, SOCKET)));
      }
      await moveAway(address);
    }
  } catch (error) {
    await end();
    throw error;
  }
  await end();
  return undefined;
}

/**
 * Paths through the open folder need no name: a companion whose folder was moved must not replace the files
 * of the next folder with that name, nor remove its lock. Elsewhere, only a path that is too long is
 * shortened, with a link.
 */
async function wayTo(folder: string): Promise<Way> {
  if (existsSync(OPEN_FILES)) {
    const handle = await open(folder, 'r');
    return { folder: join(OPEN_FILES, `${handle.fd}`), end: () => handle.close() };
  }
  const isShort = Buffer.byteLength(join(folder, SOCKET)) <= LONGEST_ADDRESS;
  if (isShort || process.platform === 'win32') return { folder, end: () => Promise.resolve() };
  // The temporary folder contains only the link, in a private folder of this process.
  const links = await mkdtemp(join(tmpdir(), 'mqttscope-'));
  await symlink(folder, join(links, 'data'));
  return {
    folder: join(links, 'data'),
    end: () => rm(links, { recursive: true, force: true }),
  };
}

/** Windows has pipes instead of sockets, outside folders. */
async function addressIn(folder: string): Promise<string> {
  if (process.platform !== 'win32') return join(folder, SOCKET);
  const { dev, ino } = await stat(folder, { bigint: true });
  return `\\\\.\\pipe\\mqttscope-${dev}-${ino}`;
}

/** False if the address is taken or a dead process has left it. */
function listens(server: Server, address: string): Promise<boolean> {
  return new Promise((done, failed) => {
    server.once('error', (error) => {
      if (systemCode(error) === 'EADDRINUSE') done(false);
      else failed(error);
    });
    server.listen(address, () => done(true));
  });
}

function isAlive(address: string): Promise<boolean> {
  return new Promise((done) => {
    const socket = connect(address);
    socket.once('connect', () => {
      socket.destroy();
      done(true);
    });
    // A lock that may not be queried counts as held.
    socket.once('error', (error) => done(!DEAD.has(systemCode(error) ?? '')));
  });
}

const DEAD: ReadonlySet<string> = new Set(['ECONNREFUSED', 'ENOENT']);

/** Somebody's file, folder or link is not removed. */
const isForeign = async (address: string): Promise<boolean> =>
  process.platform !== 'win32' && (await ifThere(lstat(address)))?.isSocket() === false;

/**
 * Moves the socket of a dead process away. If another process has replaced it meanwhile, it is moved back.
 */
async function moveAway(address: string): Promise<void> {
  const aside = `${address}.${randomUUID().slice(0, 8)}`;
  try {
    await rename(address, aside);
  } catch (error) {
    // Another process was faster. If it cannot be moved, the lock is free all the same.
    if (systemCode(error) === 'ENOENT') return;
    throw error;
  }
  if (await isAlive(aside)) await rename(aside, address);
  else await rm(aside, { force: true });
}

function closed(server: Server): Promise<void> {
  return new Promise((done) => {
    server.close(() => done());
  });
}
