/**
 * One companion for each folder of `--data`. The lock is a socket in it, which the system lets go with the
 * process, however that ends, and which other containers on this machine see too.
 */
import { createHash, randomUUID } from 'node:crypto';
import { rename, rm } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { systemCode } from './errors.ts';

export interface FolderLock {
  release(): Promise<void>;
}

/** What the address of a socket may be long on every system, in bytes. */
const LONGEST_ADDRESS = 100;
const TRIES = 3;

/** Undefined: another companion has it. */
export async function lockFolder(folder: string): Promise<FolderLock | undefined> {
  const address = addressFor(resolve(folder));
  for (let tries = 0; tries < TRIES; tries += 1) {
    const server = createServer((socket) => socket.destroy());
    server.unref();
    if (await listens(server, address)) return { release: () => closed(server) };
    if (await isAlive(address)) return undefined;
    await moveAway(address);
  }
  return undefined;
}

function addressFor(folder: string): string {
  const name = createHash('sha256').update(folder).digest('hex').slice(0, 24);
  if (process.platform === 'win32') return `\\\\.\\pipe\\mqttscope-${name}`;
  const own = join(folder, 'lock');
  return Buffer.byteLength(own) <= LONGEST_ADDRESS ? own : join(tmpdir(), `mqttscope-${name}`);
}

/** False: somebody has it, or has left it behind. */
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
    // Whose it is that may not be asked is somebody's.
    socket.once('error', (error) => done(!DEAD.has(systemCode(error) ?? '')));
  });
}

const DEAD: ReadonlySet<string> = new Set(['ECONNREFUSED', 'ENOENT']);

/** Of a process that is gone. Should another have taken its place meanwhile, that gets it back. */
async function moveAway(address: string): Promise<void> {
  const aside = `${address}.${randomUUID().slice(0, 8)}`;
  try {
    await rename(address, aside);
  } catch (error) {
    // Somebody else was faster. Where it cannot be moved, nobody has it all the same.
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
