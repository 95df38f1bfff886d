/**
 * Joins the events of several capture files into one capture. A connection that is open at the end of a file
 * continues in the next file.
 */
import type { CaptureEvent, CaptureSink, FileNote, OpenedStream } from '../events/captureEvents.ts';
import { endpointText } from '../events/endpointText.ts';

export class JoinedStreams {
  readonly #sink: CaptureSink;
  /** Open streams by the addresses of both ends. */
  readonly #open = new Map<string, number>();
  /** The reverse. */
  readonly #endsOf = new Map<number, string>();
  /** Numbers in the capture of the current file’s streams. */
  #streams = new Map<number, number>();
  /** Streams that the current file began. */
  readonly #begun = new Set<number>();
  /** Streams of the current file that an earlier file began. */
  #continued = new Set<number>();
  /** Numbers of all streams so far. */
  readonly #taken = new Set<number>();
  #newest = 0;
  #packets = 0;
  #packetsBefore = 0;
  #origin: number | undefined;
  /** µs between the origins of the first file and the current one. */
  #shift = 0;

  constructor(sink: CaptureSink) {
    this.#sink = sink;
  }

  /** Begins the next file. */
  begin(): void {
    this.#streams = new Map();
    this.#continued = new Set();
    this.#packetsBefore = this.#packets;
    this.#begun.clear();
  }

  /** Files are missing here: connections of the next file are others, because their packets may be missing. */
  breakOff(): void {
    this.#open.clear();
    this.#endsOf.clear();
  }

  readonly take: CaptureSink = (event) => {
    if (event.kind === 'origin') this.#originAt(event.wallClock);
    else if (event.kind === 'opened') this.#opened(event);
    else if (event.kind === 'mark') {
      this.#sink({ ...event, packet: event.packet + this.#packetsBefore });
    } else if (event.kind === 'datagram') {
      this.#sink({ ...event, time: event.time + this.#shift });
    } else if (event.kind === 'note') this.#note(event);
    else {
      if (event.kind === 'packet') this.#packets += 1;
      const stream = this.#numberOf(event.stream);
      if (event.kind === 'closed') this.#close(stream);
      if (stream === event.stream && this.#shift === 0) {
        this.#sink(event);
        return;
      }
      this.#sink({ ...event, stream, time: event.time + this.#shift });
    }
  };

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
    if (earlier !== undefined && !this.#begun.has(earlier)) {
      this.#streams.set(stream, earlier);
      this.#continued.add(stream);
      return;
    }
    const number = this.#numberOf(stream);
    this.#begun.add(number);
    if (ends !== undefined) {
      this.#open.set(ends, number);
      this.#endsOf.set(number, ends);
    }
    this.#sink({ ...opened, stream: number, time: time + this.#shift });
  }

  #note(note: FileNote): void {
    if (note.stream === undefined) {
      this.#sink(note);
      return;
    }
    // Facts that an earlier file shows need not be inferred.
    if (note.note === 'inferred' && this.#continued.has(note.stream)) return;
    const stream = this.#numberOf(note.stream);
    const { fact } = note;
    const told: CaptureEvent =
      fact.key === 'of-stream'
        ? { ...note, stream, fact: { key: 'of-stream', args: { ...fact.args, stream } } }
        : { ...note, stream };
    this.#sink(told);
  }

  #numberOf(stream: number): number {
    const known = this.#streams.get(stream);
    if (known !== undefined) return known;
    // The files of a recording have common numbers; other files begin again at 1.
    const number = this.#taken.has(stream) ? this.#newest + 1 : stream;
    this.#newest = Math.max(this.#newest, number);
    this.#taken.add(number);
    this.#streams.set(stream, number);
    return number;
  }

  #close(stream: number): void {
    const ends = this.#endsOf.get(stream);
    if (ends === undefined) return;
    this.#endsOf.delete(stream);
    if (this.#open.get(ends) === stream) this.#open.delete(ends);
  }
}
