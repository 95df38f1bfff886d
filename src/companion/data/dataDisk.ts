/** Writes the files of `--data`. Tests replace it with a disk that is full or fails. */
import { type FileHandle, lstat, open, rename, rm } from 'node:fs/promises';
import { ifThere } from '../cli/systemCode.ts';

/** Clients' data is readable only by the owner. */
const OWNER_ONLY = 0o600;

export interface DataFile {
  /** Writes all bytes or throws, possibly after a part of them. */
  write(bytes: Uint8Array, at: number): Promise<void>;
  truncate(size: number): Promise<void>;
  /** Resolves when written data is on the disk. */
  sync(): Promise<void>;
  close(): Promise<void>;
}

export interface DataDisk {
  /** Creates an empty file, or empties an existing one. */
  make(path: string): Promise<DataFile>;
  /**
   * Replaces the other file, also after a power failure.
   * @param replaced called after the rename; a later error leaves open which file survives
   */
  replace(from: string, to: string, folder: string, replaced: () => void): Promise<void>;
  remove(path: string): Promise<void>;
  /** Identity of the file that has this name now. Undefined: there is none. */
  look(path: string): Promise<FileLook | undefined>;
}

interface FileLook {
  readonly id: string;
  readonly size: number;
}

export const DISK: DataDisk = {
  make: async (path) => new SystemFile(await open(path, 'w', OWNER_ONLY)),
  replace: async (from, to, folder, replaced) => {
    // Windows cannot sync folders and does so automatically. Opened first, because the rename cannot be
    // undone.
    const handle = process.platform === 'win32' ? undefined : await open(folder, 'r');
    try {
      await rename(from, to);
      replaced();
      await handle?.sync();
    } finally {
      await handle?.close();
    }
  },
  remove: async (path) => await rm(path, { force: true }),
  look: async (path) => {
    const found = await ifThere(lstat(path, { bigint: true }));
    return found && { id: `${found.dev}:${found.ino}`, size: Number(found.size) };
  },
};

class SystemFile implements DataFile {
  readonly #handle: FileHandle;

  constructor(handle: FileHandle) {
    this.#handle = handle;
  }

  async write(bytes: Uint8Array, at: number): Promise<void> {
    for (let done = 0; done < bytes.length; ) {
      const { bytesWritten } = await this.#handle.write(
        bytes,
        done,
        bytes.length - done,
        at + done,
      );
      done += bytesWritten;
    }
  }

  async truncate(size: number): Promise<void> {
    await this.#handle.truncate(size);
  }

  async sync(): Promise<void> {
    await this.#handle.datasync();
  }

  async close(): Promise<void> {
    await this.#handle.close();
  }
}
