/** Reads several files as one capture. */
import { FRAME_FILES, isFrameFormat, readCaptureFile } from '../captureFile.ts';
import type { ReadFormat } from '../captureFormats.ts';
import type { CaptureReader, CaptureSink, ReadingChoices } from '../events/captureEvents.ts';
import { FrameCapture } from '../frames/frameCapture.ts';
import type { Decoders } from '../tls/decoders.ts';
import type { KeyLog } from '../tls/keyLog.ts';
import { JoinedStreams } from './joinedStreams.ts';

/** Facts of a file’s survey. */
export interface JoinedFile {
  readonly format: ReadFormat;
  /** Its frames were written by mqttscope. */
  readonly isCopy: boolean;
}

export class JoinedReader {
  readonly #streams: JoinedStreams;
  readonly #decoders: Decoders;
  readonly #keys: KeyLog;
  readonly #choices: ReadingChoices;
  #reader: CaptureReader | undefined;
  /** Set while the files are frames of a network, whose packets and TLS records may cross a file’s end. */
  #frames: FrameCapture | undefined;

  constructor(sink: CaptureSink, decoders: Decoders, keys: KeyLog, choices: ReadingChoices) {
    this.#streams = new JoinedStreams(sink);
    this.#decoders = decoders;
    this.#keys = keys;
    this.#choices = choices;
  }

  /** Begins the next file. `push` takes its bytes. Throws `UnreadableFile`. */
  begin({ format, isCopy }: JoinedFile): void {
    const { take } = this.#streams;
    // A copy has whole packets, and its sequence numbers begin again in each file.
    const open = isFrameFormat(format) && !isCopy ? FRAME_FILES[format] : undefined;
    if (open && this.#frames) {
      this.#frames.nextFile(open);
      return;
    }
    this.end();
    this.#streams.begin();
    const [decoders, keys, choices] = [this.#decoders, this.#keys, this.#choices];
    this.#frames = open && new FrameCapture(open, take, decoders, keys, choices);
    this.#reader = this.#frames ?? readCaptureFile(take, decoders, keys, choices);
  }

  push(chunk: Uint8Array): void {
    this.#reader?.push(chunk);
  }

  /** Files are missing before the next one: no connection continues in it. Throws `UnreadableFile`. */
  breakOff(): void {
    this.end();
    this.#streams.breakOff();
  }

  /** Throws `UnreadableFile`. */
  end(): void {
    const reader = this.#reader;
    this.#reader = undefined;
    this.#frames = undefined;
    reader?.end();
  }
}
