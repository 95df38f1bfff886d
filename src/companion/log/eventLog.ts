/**
 * Writes the event log (`--log`): one JSON object per line. Events are typed facts, and `docs/events.md`
 * lists the written fields: none for passwords, tokens or payloads.
 */
import { constants } from 'node:fs';
import { type FileHandle, open, stat } from 'node:fs/promises';
import type { Writable } from 'node:stream';
import { endsGracefully } from '../cli/closedPipe.ts';
import { type Notice, StartError, systemReason, writeReason } from '../cli/errors.ts';
import { EventFlood } from './eventFlood.ts';
import type { LoggedEvent } from './hostEvents.ts';

/** Characters of a name; longer ones are cut, and `cut` has their length. */
const LONGEST_TEXT = 256;
/** Characters that may wait for a stalled file; more are counted and lost. */
const MOST_WAITING = 1024 * 1024;
/** The log names clients, so only its owner may read it. */
const OWNER_ONLY = 0o600;

/** Destination of lines. */
export interface LogTarget {
  write(text: string): Promise<void>;
  /** Opens the path again, because the file may have been moved away. */
  reopen(): Promise<void>;
  close(): Promise<void>;
}

export interface LogSurroundings {
  /** Prints one line for the user who started it. */
  readonly notice: Notice;
  /** An unknown user name may be a password typed in its place, so it is not written. */
  readonly isKnownUser: (name: string) => boolean;
  /** Wall clock, ms since 1970. */
  readonly clock?: () => number;
}

export class EventLog {
  readonly #target: LogTarget;
  readonly #surroundings: LogSurroundings;
  readonly #flood = new EventFlood();
  #spell: NodeJS.Timeout | undefined;
  #waiting = '';
  /** Lines that the target could not take. */
  #lost = 0;
  #isReported = false;
  #mustReopen = false;
  #isClosed = false;
  #writing: Promise<void> | undefined;

  constructor(target: LogTarget, surroundings: LogSurroundings) {
    this.#target = target;
    this.#surroundings = surroundings;
  }

  /** Never throws. Events after the end are not written. */
  report(event: LoggedEvent): void {
    if (this.#isClosed) return;
    const now = this.#now();
    const { due } = this.#flood;
    if (due !== undefined && now >= due) this.#endSpell();
    if (!this.#flood.admits(event, now)) {
      this.#spell ??= setTimeout(() => this.#endSpell(), (this.#flood.due ?? now) - now).unref();
      return;
    }
    this.#line(this.#fieldsOf(event));
  }

  /** Follows moved log files (SIGHUP). */
  reopen(): void {
    this.#mustReopen = true;
    this.#write();
  }

  /** Resolves when everything is written or has failed. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#endSpell();
    await this.#writing;
    await this.#target.close();
  }

  #now(): number {
    return this.#surroundings.clock?.() ?? Date.now();
  }

  #endSpell(): void {
    clearTimeout(this.#spell);
    this.#spell = undefined;
    for (const leftOut of this.#flood.take()) this.#line({ event: 'left-out', ...leftOut });
  }

  #fieldsOf(event: LoggedEvent): Record<string, unknown> {
    const { kind, ...fields } = event;
    if (!('userName' in fields) || fields.userName === undefined) return { event: kind, ...fields };
    const { userName, ...others } = fields;
    return this.#surroundings.isKnownUser(userName)
      ? { event: kind, ...others, userName }
      : { event: kind, ...others, unknownUser: true };
  }

  #line(fields: Record<string, unknown>): void {
    if (this.#waiting.length > MOST_WAITING) {
      this.#lost += 1;
      return;
    }
    this.#waiting += lineOf(this.#now(), fields);
    this.#write();
  }

  #write(): void {
    this.#writing ??= this.#writeAll().finally(() => {
      this.#writing = undefined;
      if (this.#waiting !== '' || this.#mustReopen) this.#write();
    });
  }

  async #writeAll(): Promise<void> {
    // Lines of one turn are written together.
    await new Promise(setImmediate);
    const isReopening = this.#mustReopen;
    this.#mustReopen = false;
    const text = this.#waiting;
    this.#waiting = '';
    try {
      if (isReopening) await this.#target.reopen();
      if (this.#lost > 0) {
        await this.#target.write(lineOf(this.#now(), { event: 'lost', count: this.#lost }));
        this.#lost = 0;
      }
      if (text !== '') await this.#target.write(text);
      this.#isReported = false;
    } catch (error) {
      this.#lost += text.split('\n').length - 1;
      if (this.#isReported) return;
      this.#isReported = true;
      this.#surroundings.notice((say) => say.logLost(systemReason(error, say)));
    }
  }
}

/** Characters that are invisible on a terminal or change how it shows the following text. */
const UNSEEN = /[\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g;

function lineOf(time: number, fields: Record<string, unknown>): string {
  const cut: Record<string, number> = {};
  const short = Object.entries(fields).map(([name, value]) => {
    if (typeof value !== 'string' || value.length <= LONGEST_TEXT) return [name, value];
    cut[name] = value.length;
    return [name, value.slice(0, LONGEST_TEXT)];
  });
  const text = JSON.stringify({
    time: new Date(time).toISOString(),
    ...Object.fromEntries(short),
    ...(Object.keys(cut).length > 0 && { cut }),
  });
  return `${text.replace(
    UNSEEN,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )}\n`;
}

/** `-` is standard output. Throws `StartError`. */
export async function openLog(path: string, output: Writable): Promise<LogTarget> {
  if (path === '-') return new StreamTarget(output);
  try {
    return await FileTarget.open(path);
  } catch (error) {
    throw new StartError((say) => say.cannotWriteOf(path, '--log', writeReason(error, say)));
  }
}

async function openFile(path: string): Promise<FileHandle> {
  const isPipe = await stat(path).then(
    (found) => found.isFIFO(),
    () => false,
  );
  if (!isPipe) return await open(path, 'a', OWNER_ONLY);
  // Opening would wait for a reader that may never open the pipe, so a pipe without a reader is rejected.
  const probe = await open(path, constants.O_WRONLY | constants.O_NONBLOCK);
  try {
    return await open(path, 'a');
  } finally {
    await probe.close();
  }
}

class FileTarget implements LogTarget {
  readonly #path: string;
  #file: FileHandle;

  private constructor(path: string, file: FileHandle) {
    this.#path = path;
    this.#file = file;
  }

  static async open(path: string): Promise<FileTarget> {
    return new FileTarget(path, await openFile(path));
  }

  async write(text: string): Promise<void> {
    await this.#file.appendFile(text);
  }

  async reopen(): Promise<void> {
    const file = await openFile(this.#path);
    await this.#file.close();
    this.#file = file;
  }

  async close(): Promise<void> {
    await this.#file.close();
  }
}

class StreamTarget implements LogTarget {
  readonly #stream: Writable;
  #fault: Error | undefined;

  constructor(stream: Writable) {
    this.#stream = stream;
    // The companion continues without it.
    endsGracefully(stream);
    // The pipe's reader has closed it: each write reports it.
    stream.on('error', (error) => {
      this.#fault ??= error;
    });
  }

  write(text: string): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#stream.write(text, (error) => {
        if (error === undefined || error === null) resolve();
        else reject(this.#fault ?? error);
      });
    });
  }

  async reopen(): Promise<void> {
    // A stream has no path to open again.
  }

  async close(): Promise<void> {
    // Standard output does not belong to the log.
  }
}
