/** Files and marks of a worker: saves its capture, or opens a file instead. */

import type { Lazy } from '../../base/lazy.ts';
import type { Capture } from '../../engine/capture/capture.ts';
import type { FileWords } from '../../engine/files/events/fileWords.ts';
import type { WindowReply } from '../../engine/window/window.ts';
import type { Environment } from '../environment/environment.ts';
import { OPENING, SAVING } from './fileParts.ts';
import type { FileCommand, FileEvent } from './fileProtocol.ts';
import type { Opening } from './opening.ts';
import type { Saving } from './saving.ts';
import { StreamOrigins } from './streamOrigins.ts';

export class CaptureFiles {
  readonly origins = new StreamOrigins();
  readonly #environment: Environment;
  readonly #capture: Capture;
  readonly #tell: (event: FileEvent) => void;
  readonly #fileWords: Lazy<FileWords>;
  readonly #savings = new Map<number, Saving>();
  #opening: Opening | undefined;

  constructor(
    environment: Environment,
    capture: Capture,
    tell: (event: FileEvent) => void,
    fileWords: Lazy<FileWords>,
  ) {
    this.#environment = environment;
    this.#capture = capture;
    this.#tell = tell;
    this.#fileWords = fileWords;
  }

  /** µs since the capture's origin. In a file no time passes after its last event. */
  get now(): number {
    return this.#opening ? this.#opening.time : this.#environment.now();
  }

  /** Adds stream details to a window's answer that the capture does not know. */
  withSettings(reply: WindowReply): WindowReply {
    const { streams } = reply;
    if (streams === undefined) return reply;
    const rows = streams.rows.map((row) => {
      const settings = this.origins.of(row.stream)?.settings;
      return settings ? { ...row, settings } : row;
    });
    return { ...reply, streams: { ...streams, rows } };
  }

  command(command: FileCommand): void {
    switch (command.kind) {
      case 'save':
        this.#save(command);
        break;
      case 'save-more':
        this.#savings.get(command.save)?.more();
        break;
      case 'stop-saving':
        SAVING.with(() => {
          this.#savings.get(command.save)?.stop();
          this.#savings.delete(command.save);
        });
        break;
      case 'open-file':
        this.#open(command);
        break;
      case 'reveal':
        this.#capture.reveal(command.isRevealed);
        break;
      case 'stop-opening':
        OPENING.with(() => this.#opening?.stop());
        break;
      case 'mark':
        this.#capture.marks.set(command.packet, command.note);
        break;
    }
  }

  /** Marks of discarded packets are removed with them. */
  markAfter(packet: number): number | undefined {
    const { marks } = this.#capture;
    let next = marks.after(packet);
    while (next !== undefined && this.#capture.bytesOf(next) === undefined) {
      marks.set(next, undefined);
      next = marks.after(packet);
    }
    return next;
  }

  #save(command: Extract<FileCommand, { readonly kind: 'save' }>): void {
    const { save } = command;
    const options = { streams: (stream: number) => this.origins.of(stream) };
    SAVING.with((Saving) => {
      this.#fileWords.with((fileWords) => {
        const all = { ...options, fileWords };
        const saving = new Saving(this.#environment, this.#capture, command, all, (event) => {
          if (event.kind === 'saving' && event.done) this.#savings.delete(save);
          this.#tell(event);
        });
        this.#savings.set(save, saving);
      });
    });
  }

  #open({
    file,
    keyLogs = [],
    sensorTopics = '',
    choices = {},
  }: Extract<FileCommand, { readonly kind: 'open-file' }>): void {
    OPENING.with((Opening) => {
      if (this.#opening) return;
      const opening = new Opening(this.#environment, this.#capture, this.origins, this.#tell);
      this.#opening = opening;
      // An error of ours surfaces like any other unhandled one.
      void opening.read(file, keyLogs, sensorTopics, choices);
    });
  }
}
