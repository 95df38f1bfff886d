/**
 * `--data`: the folder with the broker's durable state. State changes are appended to one file, in groups:
 * while one group is being written, the next gathers. From time to time a new file with the current state
 * replaces it. After a disk failure, the write is retried until it succeeds.
 */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import type { Keeper } from '../../broker/core/contract/durability.ts';
import type { SavedState } from '../../broker/core/state/restoring.ts';
import { FactLog, type StateSource } from '../../broker/durable/factLog.ts';
import { StartError, systemReason } from '../cli/errors.ts';
import { makeFolder } from '../cli/makeFolder.ts';
import { type DataDisk, type DataFile, DISK } from './dataDisk.ts';
import { type FolderLock, lockFolder } from './dataLock.ts';
import {
  asStartError,
  FILE,
  type LeftSurroundings,
  moveAside,
  NEW_FILE,
  NOTHING,
  readLeft,
} from './leftState.ts';

/** Files of the folder that only the owner may write to. */
export const stateFiles = (folder: string): readonly string[] =>
  [FILE, NEW_FILE].map((name) => join(folder, name));

const MEBIBYTE = 1024 * 1024;
/** Node cannot read a file of 2 GiB at once, and changes during a renewal need space too. */
const LARGEST = 1024 * MEBIBYTE;

export interface DataSurroundings extends LeftSurroundings, Partial<DataTuning> {}

/** Values that tests override. */
export interface DataTuning {
  readonly disk: DataDisk;
  /** ms until a retry after a disk failure. */
  readonly pause: number;
  /** Bytes of growth beyond the state at its creation, above which a file is renewed. */
  readonly slack: number;
  /** Bytes above which a file may grow only by the slack. */
  readonly largest: number;
  /** ms between checks that the file is still there. */
  readonly look: number;
}

/** Owner of the state. */
export interface StateOwner {
  /** Another identity after a restart that kept nothing. */
  readonly broker: StateSource;
  /** More is durable. */
  kept(): void;
}

interface Written {
  readonly bytes: Uint8Array;
  readonly position: number;
}

export class DataFolder {
  /** Path as given, for messages. */
  readonly #path: string;
  readonly #lock: FolderLock;
  readonly #surroundings: DataSurroundings;
  readonly #disk: DataDisk;
  readonly #log: FactLog;
  #left: SavedState | undefined;
  #owner: StateOwner | undefined;
  #file: DataFile | undefined;
  /** Identity of the file, by which a replaced one is recognised. */
  #id: string | undefined;
  #size = 0;
  /** Size of the file when it was created. */
  #base = 0;
  /** A group whose write failed; it is written next. */
  #unwritten: Written | undefined;
  #newFile: DataFile | undefined;
  #newSize = 0;
  /** Size of the current file below which it is not renewed. */
  #renewAbove = 0;
  #working: Promise<void> | undefined;
  #again: NodeJS.Timeout | undefined;
  #looking: NodeJS.Timeout | undefined;
  #isClosed = false;

  private constructor(
    path: string,
    lock: FolderLock,
    left: SavedState,
    surroundings: DataSurroundings,
  ) {
    const { origin, disk = DISK } = surroundings;
    this.#path = path;
    this.#lock = lock;
    this.#left = left;
    this.#surroundings = surroundings;
    this.#disk = disk;
    const newMark = (): number => randomBytes(4).readUInt32BE();
    this.#log = new FactLog({ checksum: crc32, newMark, origin });
  }

  /** Throws `StartError`. */
  static async open(path: string, surroundings: DataSurroundings): Promise<DataFolder> {
    const lock = await locked(path);
    try {
      const left = await readLeft(lock.folder, path, surroundings);
      return new DataFolder(path, lock, left, surroundings);
    } catch (error) {
      await lock.release();
      throw error;
    }
  }

  get keeper(): Keeper {
    return this.#log;
  }

  /** Bytes of the growing file, and whether the disk fails. */
  get health(): { readonly bytes: number; readonly isFailing: boolean } {
    return { bytes: this.#size, isFailing: this.#log.isFailing };
  }

  /** State found at the start. A broker restores it once. */
  takeLeft(): SavedState {
    const left = this.#left ?? NOTHING;
    this.#left = undefined;
    return left;
  }

  /** Starts writing; the broker has taken over the state. */
  begin(owner: StateOwner): void {
    this.#owner = owner;
    this.#looking = setInterval(() => this.write(), this.#surroundings.look ?? 1000).unref();
    this.write();
  }

  /** Resolves once the first write has succeeded or failed. */
  async attempted(): Promise<void> {
    await this.#working;
  }

  /** Call when there may be something to write. */
  write(): void {
    if (this.#again !== undefined || this.#isClosed) return;
    this.#working ??= this.#work().finally(() => {
      this.#working = undefined;
    });
  }

  /** Writes everything, if the disk allows. */
  async close(): Promise<void> {
    clearInterval(this.#looking);
    await this.#idle();
    if (this.#again !== undefined) clearTimeout(this.#again);
    this.#again = undefined;
    if (!this.#log.isFailing) this.write();
    await this.#idle();
    this.#isClosed = true;
    await this.#file?.close();
    await this.#abandon();
    await this.#lock.release();
  }

  /** A new write may have begun meanwhile. */
  async #idle(): Promise<void> {
    while (this.#working !== undefined) await this.#working;
  }

  async #work(): Promise<void> {
    const owner = this.#owner;
    if (owner === undefined) return;
    try {
      while (await this.#step(owner));
    } catch (error) {
      this.#fails(error);
    }
  }

  /** Performs one write; false: nothing to do now. */
  async #step(owner: StateOwner): Promise<boolean> {
    await this.#keepPlace();
    const isAppended = await this.#append(owner);
    const isRenewed = await this.#renew(owner);
    return isAppended || isRenewed;
  }

  /**
   * If the file was removed, replaced or rewritten by somebody, a new one takes its place: what is appended to
   * a file without its name is lost. Another file that has the name now is kept under another name.
   */
  async #keepPlace(): Promise<void> {
    if (this.#file === undefined || this.#unwritten !== undefined) return;
    const found = await this.#disk.look(join(this.#lock.folder, FILE));
    if (found !== undefined && found.id === this.#id && found.size === this.#size) return;
    await this.#lose();
    const aside = found && (await moveAside(this.#lock.folder, FILE));
    const path = join(this.#path, FILE);
    const kept = aside && join(this.#path, aside);
    this.#surroundings.notice((say) => say.dataReplaced(path, kept));
    this.#surroundings.report({ kind: 'data-replaced' });
  }

  async #append(owner: StateOwner): Promise<boolean> {
    const file = this.#file;
    const piece = this.#unwritten ?? (file && this.#log.take());
    if (file === undefined || piece === undefined) return false;
    const { bytes, position } = piece;
    this.#unwritten = piece;
    try {
      await file.write(bytes, this.#size);
    } catch (error) {
      // A partial group must not stay, because its rest may never follow.
      await file.truncate(this.#size).catch(() => this.#lose());
      throw error;
    }
    try {
      await file.sync();
    } catch (error) {
      // After a failed sync, the system may have discarded unwritten data, so a retry could succeed falsely.
      await this.#lose();
      throw error;
    }
    this.#unwritten = undefined;
    this.#size += bytes.length;
    this.#kept(position, owner);
    return true;
  }

  #kept(position: number, owner: StateOwner): void {
    this.#log.kept(position);
    this.#works();
    owner.kept();
  }

  /** Continues with a new file, or creates the first. */
  async #renew(owner: StateOwner): Promise<boolean> {
    const isDue = this.#log.size === undefined || this.#size > this.#renewAbove;
    if (!this.#log.isRenewing && !isDue) return false;
    try {
      if (!this.#log.isRenewing) {
        await this.#abandon();
        this.#newFile = await this.#disk.make(join(this.#lock.folder, NEW_FILE));
        this.#log.renew(owner.broker);
      }
      return await this.#renewing(owner);
    } catch (error) {
      this.#log.abandon();
      await this.#abandon();
      // A file that grew further could not be read at a start.
      if (this.#size > this.#largest) await this.#lose();
      if (this.#file === undefined) throw error;
      // The old file is still good. The next attempt follows after it has grown.
      this.#renewAbove = Math.min(2 * this.#size, this.#largest);
      return true;
    }
  }

  async #renewing(owner: StateOwner): Promise<boolean> {
    const piece = this.#log.takeRenewal(owner.broker);
    const file = this.#newFile;
    if (piece === undefined || file === undefined) return false;
    const { bytes, position, isAll } = piece;
    await file.write(bytes, this.#newSize);
    this.#newSize += bytes.length;
    if (!isAll) return bytes.length > 0;
    await file.sync();
    await this.#replace();
    const { id } = (await this.#disk.look(join(this.#lock.folder, FILE))) ?? {};
    this.#id = id;
    await this.#file?.close().catch(() => undefined);
    this.#file = file;
    this.#newFile = undefined;
    this.#unwritten = undefined;
    this.#size = this.#newSize;
    this.#newSize = 0;
    this.#base = this.#size;
    const { slack = 8 * MEBIBYTE } = this.#surroundings;
    // The state itself may exceed the limit; then not every write renews the file.
    this.#renewAbove = Math.max(
      Math.min(4 * this.#base + slack, this.#largest),
      this.#base + slack,
    );
    this.#log.renewed(position);
    this.#kept(position, owner);
    return true;
  }

  get #largest(): number {
    return this.#surroundings.largest ?? LARGEST;
  }

  async #replace(): Promise<void> {
    const [from, to] = [join(this.#lock.folder, NEW_FILE), join(this.#lock.folder, FILE)];
    let isReplaced = false;
    const replaced = (): void => {
      isReplaced = true;
    };
    try {
      await this.#disk.replace(from, to, this.#lock.folder, replaced);
    } catch (error) {
      // The old file has no name any more, so appended data would be lost.
      if (isReplaced) await this.#lose();
      throw error;
    }
  }

  async #abandon(): Promise<void> {
    const file = this.#newFile;
    this.#newFile = undefined;
    this.#newSize = 0;
    if (file === undefined) return;
    await file.close().catch(() => undefined);
    await this.#disk.remove(join(this.#lock.folder, NEW_FILE)).catch(() => undefined);
  }

  /** Abandons the file; its content stays until a new file replaces it. */
  async #lose(): Promise<void> {
    const file = this.#file;
    this.#file = undefined;
    this.#unwritten = undefined;
    this.#log.lose();
    await file?.close().catch(() => undefined);
  }

  #fails(error: unknown): void {
    const { notice, report, pause = 1000 } = this.#surroundings;
    if (!this.#log.isFailing) {
      this.#log.isFailing = true;
      notice((say) => say.dataFails(this.#path, systemReason(error, say)));
      report({ kind: 'data-failed', reason: systemReason(error) });
    }
    if (this.#isClosed) return;
    this.#again ??= setTimeout(() => {
      this.#again = undefined;
      this.write();
    }, pause);
    this.#again.unref();
  }

  #works(): void {
    if (!this.#log.isFailing) return;
    this.#log.isFailing = false;
    this.#surroundings.notice((say) => say.dataWorks(this.#path));
    this.#surroundings.report({ kind: 'data-kept' });
  }
}

async function locked(path: string): Promise<FolderLock> {
  const lock = await asStartError(path, async () => {
    await makeFolder(path);
    return await lockFolder(path);
  });
  if (lock === undefined) throw new StartError((say) => say.dataTaken(path));
  return lock;
}
