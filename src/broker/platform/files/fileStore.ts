/** Files that devices fetch or send, stored in pieces, within limits. */
import { md5 } from '@noble/hashes/legacy.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { RefusalFact } from '../../core/commands/refusals.ts';
import type { FileFacts } from '../devices/fileCommands.ts';

/** Bytes of one file, and of all. */
const LARGEST_FILE = 64 << 20;
const ALL_FILES = 256 << 20;
const USUALLY_UNFINISHED = 4;

interface Stored {
  readonly facts: FileFacts;
  readonly pieces: readonly Uint8Array[];
}

/** Hashes piece by piece, so that no large file is hashed at once. */
class Upload {
  readonly name: string;
  readonly pieces: Uint8Array[] = [];
  readonly md5 = md5.create();
  readonly sha256 = sha256.create();
  size = 0;

  constructor(name: string) {
    this.name = name;
  }
}

export class FileStore {
  readonly #uploads = new Map<number, Upload>();
  readonly #files = new Map<number, Stored>();
  #last = 0;
  /** Bytes of files and uploads. */
  #bytes = 0;
  readonly #mostUnfinished: number;

  /** @param mostUnfinished limit of unfinished uploads; above it the oldest is given up */
  constructor(mostUnfinished = USUALLY_UNFINISHED) {
    this.#mostUnfinished = mostUnfinished;
  }

  /** Returns the upload's number. */
  begin(name: string): number {
    const [oldest] = this.#uploads.keys();
    if (oldest !== undefined && this.#uploads.size >= this.#mostUnfinished) this.giveUp(oldest);
    this.#last += 1;
    this.#uploads.set(this.#last, new Upload(name));
    return this.#last;
  }

  /** Gives up an upload that does not fit. Keeps the array. */
  append(upload: number, bytes: Uint8Array): { readonly refused?: RefusalFact } {
    const known = this.#uploads.get(upload);
    if (known === undefined) return { refused: { key: 'no-upload', args: {} } };
    const isLarge = known.size + bytes.length > LARGEST_FILE;
    if (isLarge || this.#bytes + bytes.length > ALL_FILES) {
      this.giveUp(upload);
      return isLarge
        ? { refused: { key: 'large-file', args: { most: LARGEST_FILE } } }
        : { refused: { key: 'full-store', args: { most: ALL_FILES } } };
    }
    known.pieces.push(bytes);
    known.md5.update(bytes);
    known.sha256.update(bytes);
    known.size += bytes.length;
    this.#bytes += bytes.length;
    return {};
  }

  sizeOf(upload: number): number {
    return this.#uploads.get(upload)?.size ?? 0;
  }

  /** The file gets the number of its upload; undefined: it was given up. */
  finish(upload: number): FileFacts | undefined {
    const known = this.#uploads.get(upload);
    if (known === undefined) return undefined;
    this.#uploads.delete(upload);
    const facts = {
      file: upload,
      name: known.name,
      size: known.size,
      md5: bytesToHex(known.md5.digest()),
      sha256: bytesToHex(known.sha256.digest()),
    };
    this.#files.set(upload, { facts, pieces: known.pieces });
    return facts;
  }

  giveUp(upload: number): void {
    this.#bytes -= this.#uploads.get(upload)?.size ?? 0;
    this.#uploads.delete(upload);
  }

  find(file: number): FileFacts | undefined {
    return this.#files.get(file)?.facts;
  }

  remove(file: number): void {
    this.#bytes -= this.#files.get(file)?.facts.size ?? 0;
    this.#files.delete(file);
  }

  /** Bytes from `offset` up to `end`, in their stored pieces. */
  *read(file: number, offset: number, end: number): Generator<Uint8Array> {
    let at = 0;
    for (const piece of this.#files.get(file)?.pieces ?? []) {
      const from = Math.max(0, offset - at);
      const to = Math.min(piece.length, end - at);
      at += piece.length;
      if (from < to) yield piece.subarray(from, to);
    }
  }

  /** The same as a single array. */
  slice(file: number, offset: number, end: number): Uint8Array {
    const size = this.find(file)?.size ?? 0;
    const bytes = new Uint8Array(Math.max(0, Math.min(end, size) - offset));
    let at = 0;
    for (const piece of this.read(file, offset, end)) {
      bytes.set(piece, at);
      at += piece.length;
    }
    return bytes;
  }
}
