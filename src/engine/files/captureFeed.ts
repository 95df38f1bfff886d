/** A capture file in the engine: all views of a live capture, of a file. */
import { Capture, type CaptureOptions } from '../capture.ts';
import type { CaptureEvent, OpenedStream, ReadPacket } from './captureEvents.ts';

const UNKNOWN_PROBLEM = {
  severity: 'caution',
  statement: 'MQTT-4.2.0-1',
  message: 'These bytes are not a whole packet.',
  offset: 0,
} as const;

/** Streams are numbered anew, in the order in which they come. */
export class CaptureFeed {
  readonly #options: Omit<CaptureOptions, 'originWallClock'>;
  readonly #streams = new Map<number, number>();
  #capture: Capture | undefined;

  constructor(options: Omit<CaptureOptions, 'originWallClock'> = {}) {
    this.#options = options;
  }

  /** Before the first event it is one without packets, from the beginning of 1970. */
  get capture(): Capture {
    return this.#begin(0);
  }

  /** The capture's own number of a stream of the file. */
  streamOf(stream: number): number | undefined {
    return this.#streams.get(stream);
  }

  take(event: CaptureEvent): void {
    if (event.kind === 'origin') this.#begin(event.wallClock);
    else if (event.kind === 'opened') this.#open(event);
    else if (event.kind === 'packet') this.#packet(event);
    else if (event.kind === 'closed') {
      const stream = this.#streams.get(event.stream);
      if (stream !== undefined) this.capture.closeStream(stream);
    }
  }

  #begin(originWallClock: number): Capture {
    this.#capture ??= new Capture({ ...this.#options, originWallClock });
    return this.#capture;
  }

  #open({ stream, version }: Pick<OpenedStream, 'stream' | 'version'>): number {
    const ours = this.capture.openStream(version);
    this.#streams.set(stream, ours);
    return ours;
  }

  #packet({ stream, direction, time, bytes, partial, problem }: ReadPacket): void {
    const ours = this.#streams.get(stream) ?? this.#open({ stream });
    if (!partial) {
      this.capture.packet(ours, direction, time, bytes);
      return;
    }
    const why = problem ?? { ...UNKNOWN_PROBLEM, length: bytes.length };
    this.capture.brokenBytes(ours, direction, time, bytes, why);
  }
}
