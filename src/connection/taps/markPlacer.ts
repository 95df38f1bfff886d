/** Attaches marks to their packets in a capture, and to packets that never were on the wire. */
import { base64 } from '@scure/base';
import type { SentMark } from '../../broker/tap/commands.ts';
import type { Capture } from '../../engine/capture/capture.ts';
import type { NoteFact } from '../../engine/log/columns/noteFacts.ts';
import type { Environment } from '../environment/environment.ts';

/** A packet may arrive after its mark, because they travel separately. */
const RETRY_EVERY = 50;
const RETRIES = 100;
/** Marks that wait for their packets, and packets that may get more marks. */
const MOST_WAITING = 2000;
const MOST_ROWS = 20_000;

const NOT_ALL_MARKED: NoteFact = { key: 'not-all-marked', args: {} };

export interface MarkPlaces {
  /** The stream in the capture; undefined if the mark is not for this capture. */
  readonly streamOf: (mark: SentMark) => number | undefined;
  readonly isOver: (stream: number) => boolean;
  /** Time of a mark, µs. */
  readonly timeOf: (mark: SentMark) => number;
}

interface Waiting {
  readonly mark: SentMark;
  left: number;
}

/** After any other action, the packet may still arrive. */
const LOST: ReadonlySet<SentMark['action']> = new Set(['drop', 'silent']);

export class MarkPlacer {
  readonly #environment: Pick<Environment, 'after'>;
  readonly #capture: Capture;
  readonly #places: MarkPlaces;
  /** Rows by packet of the mark. */
  readonly #rows = new Map<number, number>();
  #waiting: Waiting[] = [];
  /** Marks of packets that the broker has not sent yet, by packet. */
  readonly #held = new Map<number, readonly SentMark[]>();
  #isRetrying = false;
  /** Streams with packets whose marks are missing. */
  readonly #unmarked = new Set<number>();

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

  /** `count` marks were dropped because there were too many. Reported once per stream. */
  leftOut(count: number, streams: Iterable<number>): void {
    if (count === 0) return;
    for (const stream of streams) {
      if (!this.#unmarked.has(stream)) this.#capture.noteStream(stream, NOT_ALL_MARKED);
      this.#unmarked.add(stream);
    }
  }

  /** A new broker, or the same one restarted: its marks have new numbers. */
  forget(): void {
    this.#rows.clear();
    this.#held.clear();
    this.#waiting = [];
  }

  /** A stream may have ended: packets that the broker has not sent on it never were on the wire. */
  ended(): void {
    for (const [treated, marks] of this.#held) {
      const [first] = marks;
      const stream = first && this.#places.streamOf(first);
      if (stream === undefined || !this.#places.isOver(stream)) continue;
      this.#held.delete(treated);
      for (const mark of marks) this.#offWire(mark, stream);
    }
  }

  /** @returns false if its packet has not arrived yet */
  #put(mark: SentMark): boolean {
    const stream = this.#places.streamOf(mark);
    if (stream === undefined) return false;
    const { rule, action, offset, treated, size } = mark;
    if (action === 'cut') this.#capture.endedOnPurpose(stream, { rule });
    if (size === 0) {
      this.#capture.noteStream(stream, { key: 'ended-on-purpose', args: { rule } });
      return true;
    }
    if (offset === undefined) {
      const isLost = LOST.has(action) || this.#rows.has(treated) || this.#places.isOver(stream);
      if (isLost) this.#offWire(mark, stream);
      else this.#hold(mark);
      return true;
    }
    const direction = mark.direction === 'from-client' ? 'out' : 'in';
    const packet = this.#capture.faults.packetAt(stream, direction, offset);
    if (packet === undefined) {
      this.#held.delete(treated);
      return true;
    }
    if (packet === 0) return false;
    for (const held of this.#held.get(treated) ?? []) this.#capture.faults.mark(packet, held);
    this.#held.delete(treated);
    this.#capture.faults.mark(packet, { rule, action });
    this.#remember(treated, packet);
    return true;
  }

  #hold(mark: SentMark): void {
    const before = this.#held.get(mark.treated) ?? [];
    const isKnown = before.some(({ mark: number }) => number === mark.mark);
    if (isKnown || (before.length === 0 && this.#held.size >= MOST_WAITING)) return;
    this.#held.set(mark.treated, [...before, mark]);
  }

  #offWire(mark: SentMark, stream: number): void {
    const known = this.#rows.get(mark.treated);
    const fault = { rule: mark.rule, action: mark.action };
    if (known !== undefined) {
      this.#capture.faults.mark(known, fault);
      return;
    }
    const { masked } = mark;
    const bytes = base64.decode(mark.packet);
    const direction = mark.direction === 'from-client' ? 'out' : 'in';
    const time = this.#places.timeOf(mark);
    const row = this.#capture.faults.withheld({ stream, direction, time, bytes, fault, masked });
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
