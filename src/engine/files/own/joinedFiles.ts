/** Joins files of our own format that follow each other, such as the two files of kept packets. */
import { CONNACK, CONNECT } from '../../../mqtt/tables/typeNumbers.ts';
import type { CaptureEvent, CaptureSink, ReadPacket } from '../events/captureEvents.ts';

/**
 * Files with the same origin are parts of one capture: streams have the same numbers, and the later part
 * repeats their CONNECT and CONNACK. Files with another origin have other streams. The result has the origin
 * of the first file.
 */
export class JoinedFiles {
  readonly #sink: CaptureSink;
  readonly #onCapture: (time: number) => void;
  /** ms since 1970, of the first and of the current file. */
  #first: number | undefined;
  #origin = 0;
  /** µs to add to the times of the current file. */
  #shift = 0;
  /** To add to the stream numbers of the current capture. */
  #offset = 0;
  #newest = 0;
  #isLater = false;
  readonly #opened = new Set<number>();
  /** Streams of an earlier part until the packets that the current one repeats are over. */
  #repeated = new Set<number>();

  /** @param onCapture called with the time at which a further capture begins */
  constructor(sink: CaptureSink, onCapture: (time: number) => void = () => undefined) {
    this.#sink = sink;
    this.#onCapture = onCapture;
  }

  readonly take: CaptureSink = (event) => {
    if (event.kind === 'origin') this.#begin(event);
    // Its number counts the packets of its own file.
    else if (event.kind === 'mark' && this.#isLater) return;
    else if (this.#shift === 0 && this.#offset === 0 && this.#repeated.size === 0)
      this.#pass(event);
    else this.#pass(this.#moved(event));
  };

  #begin(event: Extract<CaptureEvent, { readonly kind: 'origin' }>): void {
    const { wallClock } = event;
    if (this.#first === undefined) {
      [this.#first, this.#origin] = [wallClock, wallClock];
      this.#sink(event);
      return;
    }
    this.#isLater = true;
    if (wallClock === this.#origin) {
      this.#repeated = new Set(this.#opened);
      return;
    }
    this.#origin = wallClock;
    this.#shift = Math.round((wallClock - this.#first) * 1000);
    this.#offset = this.#newest;
    this.#repeated.clear();
    this.#opened.clear();
    this.#onCapture(this.#shift);
  }

  #moved<E extends CaptureEvent>(event: E): E {
    return {
      ...event,
      ...('time' in event && { time: event.time + this.#shift }),
      ...('stream' in event &&
        event.kind !== 'datagram' &&
        event.stream !== undefined && { stream: event.stream + this.#offset }),
    };
  }

  #pass(event: CaptureEvent): void {
    if (event.kind === 'opened') {
      if (this.#opened.has(event.stream)) return;
      this.#opened.add(event.stream);
      this.#newest = Math.max(this.#newest, event.stream);
    }
    if (event.kind !== 'packet' || !this.#repeated.has(event.stream)) this.#sink(event);
    else if (!isHead(event)) {
      this.#repeated.delete(event.stream);
      const { afterGap, ...packet } = event;
      // Packets are missing only if the writer says so.
      this.#sink({ ...packet, ...(event.gaps && afterGap && { afterGap }) });
    }
  }
}

const isHead = ({ bytes, direction }: ReadPacket): boolean =>
  (bytes[0] ?? 0) >> 4 === (direction === 'out' ? CONNECT : CONNACK);
