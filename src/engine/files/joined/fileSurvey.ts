/**
 * Surveys a capture file: its format, its place in a recording of several files, and the times of its first and last
 * packet. The packets are not read, which takes a fraction of the time of reading them.
 */

import type { NoteFact } from '../../log/columns/noteFacts.ts';
import { FRAME_FILES, isFrameFormat, readCaptureFile, UnknownFile } from '../captureFile.ts';
import type { ReadFormat } from '../captureFormats.ts';
import {
  type CaptureEvent,
  type CaptureReader,
  type SeriesPlace,
  UnreadableFile,
} from '../events/captureEvents.ts';
import { numberedComment, seriesIn } from '../events/commentTexts.ts';
import type { FrameSink } from '../frames/frameFile.ts';
import { DECODERS } from '../tls/allDecoders.ts';

export class FileSurvey implements CaptureReader {
  format: ReadFormat | undefined;
  /** The file has frames that mqttscope wrote: each holds whole packets. */
  isCopy = false;
  series: SeriesPlace | undefined;
  /** ms since 1970, in a file of our own format. */
  origin: number | undefined;
  /** Time of the first packet, µs since 1970; of a file of frames, that of the first frame. */
  first: number | undefined;
  last = Number.NEGATIVE_INFINITY;
  isTruncated = false;
  readonly #file: UnknownFile;
  #why: NoteFact | undefined;

  constructor() {
    this.#file = new UnknownFile((format) => {
      this.format = format;
      if (isFrameFormat(format)) return FRAME_FILES[format](this.#frames());
      return readCaptureFile((event) => this.#take(event), DECODERS);
    });
  }

  /** True if only times can follow. */
  get isHeadKnown(): boolean {
    const { format } = this;
    if (format === undefined) return false;
    if (format === 'mqttscope') return this.origin !== undefined;
    return format !== 'pcapng' || this.first !== undefined;
  }

  push(chunk: Uint8Array): void {
    this.#file.push(chunk);
  }

  /** Throws `UnreadableFile`. */
  end(): void {
    this.#file.end();
    if (this.first === undefined && this.#why !== undefined) throw new UnreadableFile(this.#why);
  }

  #at(time: number): void {
    this.first ??= time;
    this.last = Math.max(this.last, time);
  }

  #take(event: CaptureEvent): void {
    if (event.kind === 'origin') {
      this.origin ??= event.wallClock;
      this.series ??= event.series;
    } else if (event.kind === 'note') this.isTruncated ||= event.note === 'truncated';
    else if (event.kind === 'packet' || event.kind === 'datagram') {
      this.#at((this.origin ?? 0) * 1000 + event.time);
    }
  }

  #frames(): FrameSink {
    return {
      frame: ({ time: { seconds, nanoseconds } }) => this.#at(seconds * 1e6 + nanoseconds / 1000),
      keys: () => undefined,
      comments: (comments) => {
        this.series ??= seriesIn(comments);
        this.isCopy ||= comments.includes(numberedComment);
      },
      broken: (_byte, why) => {
        this.isTruncated = true;
        this.#why = why;
      },
    };
  }
}
