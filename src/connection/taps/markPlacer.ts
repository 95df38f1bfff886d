/** Puts marks on the packets of a capture that they are about, and in those that never were on the wire. */
import { base64 } from '@scure/base';
import type { SentMark } from '../../broker/control/control.ts';
import type { Capture } from '../../engine/capture.ts';
import type { Environment } from '../environment.ts';

/** A packet may come after its mark: they travel on different ways. */
const RETRY_EVERY = 50;
const RETRIES = 100;
/** Marks that wait for their packets, and packets that may be marked again. */
const MOST_WAITING = 2000;
const MOST_ROWS = 20_000;

export interface MarkPlaces {
  /** The stream in the capture; undefined: not one of this capture. */
  readonly streamOf: (mark: SentMark) => number | undefined;
  /** µs, of a mark. */
  readonly timeOf: (mark: SentMark) => number;
}

interface Waiting {
  readonly mark: SentMark;
  left: number;
}

export class MarkPlacer {
  readonly #environment: Pick<Environment, 'after'>;
  readonly #capture: Capture;
  readonly #places: MarkPlaces;
  /** Rows by treated packet. */
  readonly #rows = new Map<number, number>();
  #waiting: Waiting[] = [];
  #isRetrying = false;

  constructor(environment: Pick<Environment, 'after'>, capture: Capture, places: MarkPlaces) {
    this.#environment = environment;
    this.#capture = capture;
    this.#places = places;
  }

  place(marks: readonly SentMark[]): void {
    for (const mark of marks) {
      if (!this.#put(mark)) this.#waiting.push({ mark, left: RETRIES });
    }
    this.#waiting = this.#waiting.slice(-MOST_WAITING);
    this.#retryLater();
  }

  /** Another broker, or the same begun anew: its marks are counted anew. */
  forget(): void {
    this.#rows.clear();
    this.#waiting = [];
  }

  /** @returns false: its packet has not come yet */
  #put(mark: SentMark): boolean {
    const stream = this.#places.streamOf(mark);
    if (stream === undefined) return false;
    const known = this.#rows.get(mark.treated);
    if (mark.offset === undefined) {
      this.#offWire(mark, stream, known);
      return true;
    }
    const direction = mark.direction === 'from-client' ? 'out' : 'in';
    const packet = this.#capture.packetAt(stream, direction, mark.offset);
    if (packet === 0) return false;
    const { rule, action } = mark;
    if (known !== undefined && known !== packet) {
      if (!mark.placed) this.#capture.markFault(known, { rule, action });
      this.#capture.sentAfterAll(known, packet);
    } else {
      this.#capture.markFault(packet, { rule, action });
    }
    this.#remember(mark.treated, packet);
    return true;
  }

  #offWire(mark: SentMark, stream: number, known: number | undefined): void {
    const fault = { rule: mark.rule, action: mark.action };
    if (known !== undefined) {
      this.#capture.markFault(known, fault);
      return;
    }
    const { masked } = mark;
    const bytes = base64.decode(mark.packet);
    const direction = mark.direction === 'from-client' ? 'out' : 'in';
    const time = this.#places.timeOf(mark);
    const row = this.#capture.withheld({ stream, direction, time, bytes, fault, masked });
    if (row > 0) this.#remember(mark.treated, row);
  }

  #remember(treated: number, row: number): void {
    this.#rows.set(treated, row);
    if (this.#rows.size <= MOST_ROWS) return;
    const [oldest] = this.#rows.keys();
    if (oldest !== undefined) this.#rows.delete(oldest);
  }

  #retryLater(): void {
    if (this.#isRetrying || this.#waiting.length === 0) return;
    this.#isRetrying = true;
    this.#environment.after(RETRY_EVERY, () => {
      this.#isRetrying = false;
      this.#waiting = this.#waiting.filter((waiting) => {
        waiting.left -= 1;
        return !this.#put(waiting.mark) && waiting.left > 0;
      });
      this.#retryLater();
    });
  }
}
