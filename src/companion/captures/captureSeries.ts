/**
 * Joins the events of several capture files, such as those of `tap --rotate-size`, into one capture. A
 * connection that is open at the end of a file continues in the next file.
 */
import type {
  CaptureEvent,
  CaptureSink,
  OpenedStream,
} from '../../engine/files/events/captureEvents.ts';
import { endpointText } from '../../engine/files/events/endpointText.ts';

export class CaptureSeries {
  readonly #sink: CaptureSink;
  /** Open streams by the addresses of both ends. */
  readonly #open = new Map<string, number>();
  /** Numbers in the series of the current file’s streams. */
  #streams = new Map<number, number>();
  /** Streams of the current file that an earlier file began. */
  #continued = new Set<number>();
  #newest = 0;
  #packets = 0;
  #packetsBefore = 0;
  #origin: number | undefined;
  /** µs between the origins of the first file and the current one. */
  #shift = 0;

  constructor(sink: CaptureSink) {
    this.#sink = sink;
  }

  begin(): void {
    this.#streams = new Map();
    this.#continued = new Set();
    this.#packetsBefore = this.#packets;
  }

  take(event: CaptureEvent): void {
    if (event.kind === 'origin') this.#originAt(event.wallClock);
    else if (event.kind === 'opened') this.#opened(event);
    else if (event.kind === 'mark') {
      this.#sink({ ...event, packet: event.packet + this.#packetsBefore });
    } else if (event.kind === 'datagram') {
      this.#sink({ ...event, time: event.time + this.#shift });
    } else if (event.kind === 'note') {
      if (event.stream === undefined) this.#sink(event);
      else if (event.note !== 'inferred' || !this.#continued.has(event.stream)) {
        this.#sink({ ...event, stream: this.#numberOf(event.stream) });
      }
    } else {
      if (event.kind === 'packet') this.#packets += 1;
      const stream = this.#numberOf(event.stream);
      if (event.kind === 'closed') this.#close(stream);
      if (stream === event.stream && this.#shift === 0) {
        this.#sink(event);
        return;
      }
      this.#sink({ ...event, stream, time: event.time + this.#shift });
    }
  }

  #originAt(wallClock: number): void {
    if (this.#origin === undefined) {
      this.#origin = wallClock;
      this.#sink({ kind: 'origin', wallClock });
    }
    this.#shift = (wallClock - this.#origin) * 1000;
  }

  #opened(opened: OpenedStream): void {
    const { stream, client, server, fromStart, time } = opened;
    const ends = client && server && `${endpointText(client)} ${endpointText(server)}`;
    const earlier = ends === undefined || fromStart === true ? undefined : this.#open.get(ends);
    if (earlier !== undefined) {
      this.#streams.set(stream, earlier);
      this.#continued.add(stream);
      return;
    }
    const number = this.#numberOf(stream);
    if (ends !== undefined) this.#open.set(ends, number);
    this.#sink({ ...opened, stream: number, time: time + this.#shift });
  }

  #numberOf(stream: number): number {
    const known = this.#streams.get(stream);
    if (known !== undefined) return known;
    this.#newest += 1;
    this.#streams.set(stream, this.#newest);
    return this.#newest;
  }

  #close(stream: number): void {
    for (const [ends, open] of this.#open) if (open === stream) this.#open.delete(ends);
  }
}
