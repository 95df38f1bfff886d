/** Files of a recording or a tap: one, or a rotation by size or time that keeps the last ones. */

import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { CaptureExport, type ExportOptions } from '../../engine/files/captureExport.ts';
import type { ExportFormat } from '../../engine/files/captureFormats.ts';
import type { CaptureEvent } from '../../engine/files/events/captureEvents.ts';
import { StartError, systemReason } from '../cli/errors.ts';
import { openRecordOutput, type RecordOutput } from './recordOutput.ts';

/** Bytes that may wait for the disk or a reader. */
const MOST_WAITING = 64 * 1024 * 1024;
/** ms between checks of the clock. */
const LOOK_EVERY = 500;

export interface RotatedFilesOptions {
  /** `-`: standard output. */
  readonly file: string;
  readonly format: ExportFormat;
  /** Bytes after which the next file begins; undefined: no limit. */
  readonly rotateSize: number | undefined;
  /** ms after which the next file begins. */
  readonly rotateTime: number | undefined;
  /** Files of this run to keep; undefined: all. */
  readonly keep: number | undefined;
  readonly written: ExportOptions;
  /** ms since 1970 at which times start. */
  readonly origin: number;
  /** Open streams at a file's beginning, with their notes. */
  readonly open: () => readonly CaptureEvent[];
  /** More bytes wait than the output holds: the source has to pause until `hasRoom`. */
  readonly full?: () => void;
  readonly hasRoom?: () => void;
  readonly failed: (error: StartError) => void;
  /** An old file could not be removed; writing continues. */
  readonly notRemoved: (error: StartError) => void;
}

interface Current {
  readonly path: string;
  readonly output: RecordOutput;
  readonly written: CaptureExport;
  /** ms of the monotonic clock. */
  readonly began: number;
  /** Something was written to it. */
  isUsed: boolean;
}

export class RotatedFiles {
  readonly #options: RotatedFilesOptions;
  /** Identifies the files of this run, for commands that read them as one capture. */
  readonly #id = randomUUID();
  #current: Current | undefined;
  #bytes = 0;
  /** Bytes written since the output reported back-pressure; undefined: none. */
  #waiting: number | undefined;
  #count = 0;
  #next: Promise<void> | undefined;
  readonly #kept: string[] = [];
  #trimmed = Promise.resolve();
  #clock: NodeJS.Timeout | undefined;
  #hasEnded = false;
  /** Writing has failed for good. */
  #hasFailed = false;
  packets = 0;

  constructor(options: RotatedFilesOptions) {
    this.#options = options;
  }

  /** Throws `StartError`. */
  async begin(): Promise<void> {
    await this.#open();
    if (this.#options.rotateTime === undefined) return;
    this.#clock = setInterval(() => this.#look(), LOOK_EVERY);
    this.#clock.unref();
  }

  get isFull(): boolean {
    return this.#hasFailed || (this.#waiting ?? 0) > MOST_WAITING;
  }

  /** Existing files, the newest last. */
  get files(): readonly string[] {
    return this.#kept;
  }

  take(event: CaptureEvent): void {
    const current = this.#current;
    if (current !== undefined) {
      current.written.take(event);
      if (!current.isUsed) {
        current.isUsed = true;
        this.#trimmed = this.#trim();
      }
    }
    if (event.kind === 'packet') this.packets += 1;
    this.#look();
  }

  /** Throws `StartError`. */
  async end(): Promise<void> {
    this.#hasEnded = true;
    clearInterval(this.#clock);
    await this.#next;
    await this.#trimmed;
    const last = this.#current;
    this.#current = undefined;
    if (last?.isUsed === false && this.#kept.length > 0) {
      // Begun because the previous one was full, but nothing followed.
      await written(last);
      await this.#remove(last.path);
    } else await this.#finish(last);
  }

  /**
   * Ends without a recording. Resolves to true if an older file of the name is kept. Throws `StartError`.
   */
  async keepOld(): Promise<boolean> {
    this.#hasEnded = true;
    clearInterval(this.#clock);
    const last = this.#current;
    this.#current = undefined;
    if (last === undefined) return false;
    last.written.end();
    const isOldKept = await last.output.keepOld();
    if (!isOldKept) this.#kept.push(last.path);
    return isOldKept;
  }

  #look(): void {
    const { rotateSize = Infinity, rotateTime = Infinity } = this.#options;
    const { began = 0 } = this.#current ?? {};
    const isOver = this.#bytes >= rotateSize || performance.now() - began >= rotateTime;
    const isDone = this.#hasEnded || this.#hasFailed;
    if (!isOver || isDone || this.#next !== undefined || this.#bytes === 0) return;
    this.#next = this.#rotate().finally(() => {
      this.#next = undefined;
      // More than a file's size may have arrived meanwhile.
      this.#look();
    });
  }

  async #rotate(): Promise<void> {
    const before = this.#current;
    try {
      await this.#open();
      await this.#finish(before);
    } catch (error) {
      if (!(error instanceof StartError)) throw error;
      this.#fail(error);
    }
  }

  #fail(error: StartError): void {
    this.#hasFailed = true;
    this.#options.failed(error);
  }

  /** Opens the next file. */
  async #open(): Promise<void> {
    const { file, format, rotateSize, rotateTime, written, origin, open } = this.#options;
    const { full, hasRoom } = this.#options;
    const isOne = rotateSize === undefined && rotateTime === undefined;
    this.#count += 1;
    const path = isOne || file === '-' ? file : numbered(file, this.#count, new Date());
    const output = await openRecordOutput(path, {
      full: () => {
        this.#waiting ??= 0;
        full?.();
      },
      hasRoom: () => {
        this.#waiting = undefined;
        hasRoom?.();
      },
      failed: (error) => this.#fail(error),
    });
    this.#bytes = 0;
    this.#waiting = undefined;
    const write = (bytes: Uint8Array): void => {
      this.#bytes += bytes.length;
      if (this.#waiting !== undefined) this.#waiting += bytes.length;
      output.write(bytes);
    };
    const series = isOne ? undefined : { id: this.#id, number: this.#count };
    const next = new CaptureExport(format, write, { ...written, ...(series && { series }) });
    next.take({ kind: 'origin', wallClock: origin });
    for (const event of open()) next.take(event);
    this.#current = { path, output, written: next, began: performance.now(), isUsed: false };
    hasRoom?.();
  }

  async #finish(current: Current | undefined): Promise<void> {
    if (current === undefined) return;
    await written(current);
    this.#kept.push(current.path);
    await this.#trim();
  }

  async #trim(): Promise<void> {
    const { keep = Infinity } = this.#options;
    // The current file counts once it has content.
    const most = keep - (this.#current?.isUsed === true ? 1 : 0);
    while (this.#kept.length > most) {
      const oldest = this.#kept.shift();
      if (oldest !== undefined) await this.#remove(oldest);
    }
  }

  async #remove(path: string): Promise<void> {
    try {
      await rm(path, { force: true });
    } catch (error) {
      this.#options.notRemoved(
        new StartError((say) => say.cannotBeRemoved(path, systemReason(error, say))),
      );
    }
  }
}

/** Writes it to the end. Throws `StartError`. */
async function written({ written: rest, output }: Current): Promise<void> {
  rest.end();
  await output.finish();
}

/** Turns `day.pcapng` into `day_00001_20261122T161530Z.pcapng`, so that names sort by time. */
function numbered(file: string, count: number, at: Date): string {
  const ending = extname(file);
  const stamp = at.toISOString().replace(/[-:]|\.\d+/g, '');
  const name = `${basename(file, ending)}_${String(count).padStart(5, '0')}_${stamp}${ending}`;
  return join(dirname(file), name);
}
