/**
 * Finds captures that share a connection: one ends while it is open, and a later one begins in its middle. Judged
 * apart, what happened in the one cannot be known in the other.
 */
import type { CaptureEvent, OpenedStream } from '../../engine/files/events/captureEvents.ts';
import { endpointText } from '../../engine/files/events/endpointText.ts';
import { CONNECT } from '../../mqtt/tables/typeNumbers.ts';

/** µs for which the first capture may go on after the second one begins. */
const MOST_OVERLAP = 1e6;

/** Connections of a capture that may be parts of longer ones. */
export class OpenEnds {
  /** Both ends of each open stream. */
  readonly #ends = new Map<number, string>();
  /** Streams that have no packet yet, and whose beginning was not seen. */
  readonly #unbegun = new Set<number>();
  /** Ends of the streams that began before the capture. */
  readonly #continued = new Set<string>();
  #origin = 0;
  #first: number | undefined;
  #last = 0;

  take(event: CaptureEvent): void {
    if (event.kind === 'origin') this.#origin = event.wallClock * 1000;
    else if (event.kind === 'opened') this.#opened(event);
    else if (event.kind === 'closed') this.#ends.delete(event.stream);
    else if (event.kind === 'packet') {
      const { stream, time, bytes } = event;
      this.#first ??= this.#origin + time;
      this.#last = Math.max(this.#last, this.#origin + time);
      if (!this.#unbegun.delete(stream) || (bytes[0] ?? 0) >> 4 === CONNECT) return;
      const ends = this.#ends.get(stream);
      if (ends !== undefined) this.#continued.add(ends);
    }
  }

  #opened({ stream, client, server, fromStart }: OpenedStream): void {
    if (client === undefined || server === undefined) return;
    this.#ends.set(stream, `${endpointText(client)} – ${endpointText(server)}`);
    if (fromStart !== true) this.#unbegun.add(stream);
  }

  /** Both ends of a connection that goes on in the later capture. */
  sharedWith(later: OpenEnds | undefined): string | undefined {
    if (later === undefined) return undefined;
    const begun = later.#first ?? -Infinity;
    if (this.#last - begun > MOST_OVERLAP) return undefined;
    return [...this.#ends.values()].find((ends) => later.#continued.has(ends));
  }
}
