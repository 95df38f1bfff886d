/**
 * Allows one companion per folder of `--data`. The lock is a socket in the folder. The system releases it
 * with the process, however that ends, and other containers on this machine see it, too. It is in the folder
 * itself, so that links and mounts of the folder lead to the same lock.
 */
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, open, rename, rm, stat, symlink } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { systemCode } from '../cli/systemCode.ts';

export interface FolderLock {
  release(): Promise<void>;
}

/** Address of the folder's socket. */
interface Way {
  readonly address: string;
  /** Removes the link once the address is no longer needed. */
  readonly end: () => Promise<void>;
}

const SOCKET = 'lock';
/** Longest address of a socket on all systems, in bytes. */
const LONGEST_ADDRESS = 100;
/** Linux lists the open files of this process in this folder. */
const OPEN_FILES = '/proc/self/fd';
const TRIES = 3;

/** Undefined if another companion holds the lock. */
export async function lockFolder(folder: string): Promise<FolderLock | undefined> {
  const { address, end } = await wayTo(resolve(folder));
  try {
    for (let tries = 0; tries < TRIES; tries += 1) {
      const server = createServer((socket) => socket.destroy());
      server.unref();
      if (await listens(server, address)) {
        return {
          release: async () => {
            await closed(server);
            await end();
          },
        };
      }
      if (await isAlive(address)) break;
      await moveAway(address);
    }
  } catch (error) {
    await end();
    throw error;
  }
  await end();
  return undefined;
}

const direct = (address: string): Way => ({ address, end: () => Promise.resolve() });

/** Shortens a path that is too long for an address with a link to the same folder. */
async function wayTo(folder: string): Promise<Way> {
  if (process.platform === 'win32') {
    const { dev, ino } = await stat(folder, { bigint: true });
    return direct(`\\\\.\\pipe\\mqttscope-${dev}-${ino}`);
  }
  const own = join(folder, SOCKET);
  if (Buffer.byteLength(own) <= LONGEST_ADDRESS) return direct(own);
  if (existsSync(OPEN_FILES)) {
    const handle = await open(folder, 'r');
    return { address: join(OPEN_FILES, `${handle.fd}`, SOCKET), end: () => handle.close() };
  }
  // The temporary folder contains only the link, in a private folder of this process.
  const links = await mkdtemp(join(tmpdir(), 'mqttscope-'));
  await symlink(folder, join(links, 'data'));
  return {
    address: join(links, 'data', SOCKET),
    end: () => rm(links, { recursive: true, force: true }),
  };
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
