/** A capture that passes on everything at once, so that its log needs little memory. */
import { Capture } from '../../engine/capture/capture.ts';
import type { CaptureOptions } from '../../engine/capture/captureParts.ts';
import type { CaptureSink, OpenedStream } from '../../engine/files/events/captureEvents.ts';
import type { Direction } from '../../engine/log/columns/direction.ts';
import type { StreamOptions } from '../../engine/streams/stream.ts';
import type { PacketProblem } from '../../mqtt/dissect/dissection.ts';
import type { ProtocolVersion } from '../../mqtt/tables/packet.ts';

/** Facts about a stream that the capture itself does not get. */
type StreamFacts = Pick<OpenedStream, 'carrier' | 'client' | 'server' | 'settings'>;

export interface RecordingOptions extends CaptureOptions {
  /** Receives the events of a file. Bytes are views. */
  readonly sink: CaptureSink;
  /** Facts about the stream that is being opened. */
  readonly facts: () => StreamFacts;
  /** µs since the origin. */
  readonly now: () => number;
}

export class RecordingCapture extends Capture {
  readonly #options: RecordingOptions;

  constructor(options: RecordingOptions) {
    super(options);
    this.#options = options;
    options.sink({ kind: 'origin', wallClock: options.originWallClock });
  }

  override openStream(known: ProtocolVersion | StreamOptions = {}): number {
    const stream = super.openStream(known);
    const { sink, facts, now } = this.#options;
    const { version, time = now() } = typeof known === 'number' ? { version: known } : known;
    sink({
      kind: 'opened',
      stream,
      time,
      ...facts(),
      hasBothSides: true,
      ...(version && { version }),
    });
    return stream;
  }

  override closeStream(stream: number, time = this.#options.now()): void {
    super.closeStream(stream, time);
    this.#options.sink({ kind: 'closed', stream, time });
  }

  /** Passes each packet on separately. */
  protected override get takesBatches(): boolean {
    return false;
  }

  override packet(stream: number, direction: Direction, time: number, bytes: Uint8Array): number {
    const number = super.packet(stream, direction, time, bytes);
    this.#options.sink({ kind: 'packet', stream, direction, time, bytes });
    return number;
  }

  override brokenBytes(
    stream: number,
    direction: Direction,
    time: number,
    bytes: Uint8Array,
    problem: PacketProblem,
  ): number {
    const number = super.brokenBytes(stream, direction, time, bytes, problem);
    const event = { stream, direction, time, bytes, problem, partial: true } as const;
    this.#options.sink({ kind: 'packet', ...event });
    return number;
  }
}
