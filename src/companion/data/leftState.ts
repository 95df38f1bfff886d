/**
 * Reads the state that the last companion left in the folder of `--data`. Only its own files are removed, and
 * whatever may hold somebody's messages but cannot be read is kept under another name.
 */
import { constants } from 'node:fs';
import { copyFile, lstat, open, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import type { SavedState } from '../../broker/core/state/restoring.ts';
import { UnreadableFact } from '../../broker/durable/factReader.ts';
import { EMPTY_FILE, mayBeginFile, readFile as readFacts } from '../../broker/durable/frames.ts';
import { Image } from '../../broker/durable/image.ts';
import { type Notice, StartError, systemReason } from '../cli/errors.ts';
import { ifThere } from '../cli/systemCode.ts';
import type { Report } from '../log/hostEvents.ts';

export const FILE = 'state.log';
/** It becomes the other file once it has the whole state. */
export const NEW_FILE = 'state.new';

export interface LeftSurroundings {
  /** Current wall-clock time minus the broker's time, ms since 1970. */
  readonly origin: () => number;
  readonly notice: Notice;
  readonly report: Report;
}

export const NOTHING: SavedState = { sessions: [], retained: [], publishing: [] };

/**
 * Throws `StartError`.
 * @param named the folder as given, for messages
 */
export async function readLeft(
  folder: string,
  named: string,
  surroundings: LeftSurroundings,
): Promise<SavedState> {
  await asStartError(join(named, NEW_FILE), () => takeNewFile(folder, named, surroundings));
  const left = await readState(folder, named, surroundings);
  // Its content is older than that of the other file, or nothing in it was acknowledged.
  await asStartError(named, () => rm(join(folder, NEW_FILE), { force: true }));
  return left;
}

/**
 * If the other file is missing, a new file with all its initial content takes its place. One without it can be
 * of a first start, which acknowledged nothing, or all that is left of a state whose other file was removed.
 */
async function takeNewFile(
  folder: string,
  named: string,
  { notice }: LeftSurroundings,
): Promise<void> {
  const file = join(folder, NEW_FILE);
  const path = join(named, NEW_FILE);
  const found = await ifThere(lstat(file));
  if (found === undefined) return;
  if (!found.isFile() || !mayBeginFile(await beginning(file))) {
    throw new StartError((say) => say.dataForeign(path));
  }
  if ((await ifThere(lstat(join(folder, FILE)))) !== undefined) return;
  const read = readFacts(await readFile(file), crc32);
  if (read.kind === 'version') throw new StartError((say) => say.dataVersion(path, read.version));
  // Nothing is appended to a new file, so a torn end is not evidence of a crash.
  const isWhole = read.kind === 'frames' && read.end === found.size;
  if (!isWhole && found.size > EMPTY_FILE) {
    const aside = await setAside(folder, NEW_FILE);
    notice((say) => say.dataSetAside(path, join(named, aside)));
  }
  if (read.kind === 'frames' || read.kind === 'corrupt') await rename(file, join(folder, FILE));
}

async function beginning(file: string): Promise<Uint8Array> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read({ buffer: new Uint8Array(EMPTY_FILE) });
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

/** Copies a file under the first free name. @returns its name */
async function setAside(folder: string, name: string): Promise<string> {
  const aside = await freeName(folder, name);
  const how = constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE;
  await copyFile(join(folder, name), join(folder, aside), how);
  return aside;
}

/** Gives a file the first free name. @returns the name */
export async function moveAside(folder: string, name: string): Promise<string> {
  const aside = await freeName(folder, name);
  await rename(join(folder, name), join(folder, aside));
  return aside;
}

async function freeName(folder: string, name: string): Promise<string> {
  for (let number = 1; ; number += 1) {
    const free = `${name}.${number}`;
    if ((await ifThere(lstat(join(folder, free)))) === undefined) return free;
  }
}

/** Throws failures of the work as `StartError` about the path. */
export async function asStartError<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof StartError) throw error;
    throw new StartError((say) => say.cannotWriteOf(path, '--data', systemReason(error, say)));
  }
}

/** A pipe or device, whose content may never end, is read as a foreign file. undefined: there is none. */
async function contentOf(file: string): Promise<Uint8Array | undefined> {
  if ((await ifThere(lstat(file))) === undefined) return undefined;
  // Fails for a link to a file that is missing, such as one on a disk that is not mounted.
  const found = await stat(file);
  return found.isFile() || found.isDirectory() ? await readFile(file) : new Uint8Array();
}

async function readState(
  folder: string,
  named: string,
  { origin, notice, report }: LeftSurroundings,
): Promise<SavedState> {
  const path = join(named, FILE);
  let bytes: Uint8Array | undefined;
  try {
    bytes = await contentOf(join(folder, FILE));
  } catch (error) {
    throw new StartError((say) => say.cannotReadOf(path, '--data', systemReason(error, say)));
  }
  if (bytes === undefined) return NOTHING;
  const read = readFacts(bytes, crc32);
  if (read.kind === 'foreign') throw new StartError((say) => say.dataForeign(path));
  if (read.kind === 'version') throw new StartError((say) => say.dataVersion(path, read.version));
  if (read.kind === 'broken') throw new StartError((say) => say.dataBroken(path, read.at));
  if (read.kind === 'corrupt') {
    const { at, next } = read;
    const { length } = bytes;
    throw new StartError((say) => say.dataCorrupt(path, at, length - next));
  }
  const image = new Image(origin());
  try {
    for (const frame of read.frames) image.read(frame);
  } catch (error) {
    if (!(error instanceof UnreadableFact)) throw error;
    const why = error.message;
    throw new StartError((say) => say.dataUnreadable(path, why));
  }
  const cut = bytes.length - read.end;
  if (cut > 0) {
    if (read.isTorn) notice((say) => say.dataCut(path, cut));
    else {
      const aside = await asStartError(path, () => setAside(folder, FILE));
      notice((say) => say.dataSetAside(path, join(named, aside)));
    }
    report({ kind: 'data-cut', bytes: cut });
  }
  return image.left;
}
