/** The files of `--data`, as far as they are written. Tests put a disk in its place that is full or fails. */
import { type FileHandle, open, rename, rm } from 'node:fs/promises';

/** Nobody else reads what clients have sent. */
const OWNER_ONLY = 0o600;

export interface DataFile {
  /** All of it, or it throws; some of it may stand there then. */
  write(bytes: Uint8Array, at: number): Promise<void>;
  truncate(size: number): Promise<void>;
  /** What was written is on the disk. */
  sync(): Promise<void>;
  close(): Promise<void>;
}

export interface DataDisk {
  /** Empty, whatever stood there. */
  make(path: string): Promise<DataFile>;
  /**
   * In the place of the other, also after the power has failed.
   * @param replaced called when it stands there; what is thrown later leaves open which of them lasts
   */
  replace(from: string, to: string, folder: string, replaced: () => void): Promise<void>;
  remove(path: string): Promise<void>;
}

export const DISK: DataDisk = {
  make: async (path) => new SystemFile(await open(path, 'w', OWNER_ONLY)),
  replace: async (from, to, folder, replaced) => {
    // Windows knows no such thing, and does it by itself. Opened first: there is no way back from the renaming.
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
