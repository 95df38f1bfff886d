/**
 * The window loop: what the panes want to show goes to the connection's worker as one request, one
 * under way at a time, at most one per animation frame. A slow tab gets fewer answers, never a queue. Where two
 * answers tell the same, it rests, until the worker says that something has come.
 */
import { ConnectionClosed } from '../../connection/environment/questions.ts';
import type { Counters, WindowReply, WindowRequest } from '../../engine/capture/window.ts';

export type WindowPart = keyof WindowRequest;

/** Time and frames, so that tests can tell them. */
export interface LoopClock {
  /** ms. */
  now(): number;
  /** Both return how to call it off. */
  after(ms: number, run: () => void): () => void;
  frame(run: () => void): () => void;
}

/** Rows are asked for at most this often unless a person asks. */
const ROWS_EVERY = 100;
const COUNTERS_EVERY = 250;
/** Both, while nothing comes: ages grow all the same. */
const RESTING_EVERY = 1000;
/** ms after an answer that failed. */
const AFTER_A_FAULT = 1000;

/** Messages a second, both ways. */
export interface Rates {
  readonly in: number;
  readonly out: number;
}

/** Seconds that the sparklines show. */
const RATES_KEPT = 20;
const NO_RATES: readonly Rates[] = [];

interface Want {
  readonly owner: object;
  readonly value: WindowRequest[WindowPart];
}

export class WindowLoop {
  readonly #fetch: (request: WindowRequest) => Promise<WindowReply>;
  readonly #clock: LoopClock;
  readonly #failed: (why: unknown) => void;
  readonly #wants = new Map<WindowPart, Want>();
  /** Wanted anew by a person: asked for at the next frame, also while paused. */
  readonly #changed = new Set<WindowPart>();
  readonly #listeners = new Set<() => void>();
  #reply: Partial<WindowReply> = {};
  #countersShown: Counters | undefined;
  #rowsAt = Number.NEGATIVE_INFINITY;
  #countersAt = Number.NEGATIVE_INFINITY;
  #shownAt = Number.NEGATIVE_INFINITY;
  #rates = NO_RATES;
  #ratesAt = Number.NEGATIVE_INFINITY;
  #restsUntil = Number.NEGATIVE_INFINITY;
  #paused = false;
  #underWay = false;
  #isResting = false;
  #closed = false;
  #cancel: (() => void) | undefined;

  /** @param failed hears of an answer that failed; it is asked again after a while */
  constructor(
    fetch: (request: WindowRequest) => Promise<WindowReply>,
    clock: LoopClock,
    failed: (why: unknown) => void,
  ) {
    this.#fetch = fetch;
    this.#clock = clock;
    this.#failed = failed;
  }

  /** What a pane shows now; `undefined` when it shows nothing. The last owner of a part decides. */
  want<P extends WindowPart>(part: P, owner: object, value: WindowRequest[P] | undefined): void {
    if (value === undefined) {
      if (this.#wants.get(part)?.owner === owner) {
        this.#wants.delete(part);
        this.#changed.delete(part);
      }
      return;
    }
    const before = this.#wants.get(part);
    if (before?.owner === owner && JSON.stringify(before.value) === JSON.stringify(value)) {
      return;
    }
    this.#wants.set(part, { owner, value });
    this.#changed.add(part);
    this.#plan();
  }

  /** Asks again soon because a person did something (expanded, cleared), also while paused. */
  refresh(): void {
    for (const part of this.#wants.keys()) {
      this.#changed.add(part);
    }
    this.#countersAt = Number.NEGATIVE_INFINITY;
    this.#shownAt = Number.NEGATIVE_INFINITY;
    this.#plan();
  }

  /** Something has come since the last answer. */
  stir(): void {
    if (!this.#isResting) return;
    this.#isResting = false;
    this.#plan();
  }

  /** Panes hold still, except for what a person does; counters go on. */
  pause(paused: boolean): void {
    this.#paused = paused;
    if (!paused) {
      this.refresh();
    }
  }

  /** The loop runs while somebody listens. */
  listen(listener: () => void): () => void {
    this.#listeners.add(listener);
    this.#plan();
    return () => this.#listeners.delete(listener);
  }

  /** The latest answer for a part. It may answer the want before the present one: compare its range. */
  part<P extends WindowPart>(part: P): WindowReply[P] | undefined {
    return this.#reply[part];
  }

  counters(): Counters | undefined {
    return this.#countersShown;
  }

  /** The rates of the last seconds in which somebody looked, oldest first. */
  rates(): readonly Rates[] {
    return this.#rates;
  }

  /** Wall-clock time of the capture's origin, ms since 1970. */
  origin(): number | undefined {
    return this.#reply.origin;
  }

  /** Time of the first packet since Clear, µs since the capture's origin. */
  firstTime(): number {
    return this.#reply.firstTime ?? 0;
  }

  /** When the latest answer was given, µs since the capture's origin. */
  now(): number | undefined {
    return this.#reply.now;
  }

  close(): void {
    this.#closed = true;
    this.#cancel?.();
    this.#listeners.clear();
  }

  #dueAt(): number {
    if (this.#changed.size > 0) {
      return this.#restsUntil;
    }
    const counters = this.#countersAt + (this.#isResting ? RESTING_EVERY : COUNTERS_EVERY);
    const rows =
      this.#paused || this.#wants.size === 0
        ? Number.POSITIVE_INFINITY
        : this.#rowsAt + (this.#isResting ? RESTING_EVERY : ROWS_EVERY);
    return Math.max(Math.min(counters, rows), this.#restsUntil);
  }

  #plan(): void {
    this.#cancel?.();
    this.#cancel = undefined;
    if (this.#closed || this.#underWay || this.#listeners.size === 0) {
      return;
    }
    const wait = this.#dueAt() - this.#clock.now();
    this.#cancel =
      wait > 0
        ? this.#clock.after(wait, () => this.#plan())
        : this.#clock.frame(() => void this.#ask());
  }

  async #ask(): Promise<void> {
    const now = this.#clock.now();
    const rowsDue = !this.#paused && now >= this.#rowsAt + ROWS_EVERY;
    const request: { -readonly [P in WindowPart]?: WindowRequest[P] } = {};
    for (const [part, want] of this.#wants) {
      if (rowsDue || this.#changed.has(part)) {
        Object.assign(request, { [part]: want.value });
      }
    }
    if (rowsDue) {
      this.#rowsAt = now;
    }
    this.#countersAt = now;
    this.#changed.clear();
    this.#cancel = undefined;
    this.#underWay = true;
    let reply: WindowReply;
    try {
      reply = await this.#fetch(request);
    } catch (error) {
      // Then there is nothing left to show.
      if (error instanceof ConnectionClosed) this.close();
      else this.#fail(error, now);
      return;
    }
    this.#underWay = false;
    this.#accept(reply);
    this.#plan();
  }

  /** What was asked may be what fails: panes may want something else by then. */
  #fail(error: unknown, now: number): void {
    this.#underWay = false;
    this.#restsUntil = now + AFTER_A_FAULT;
    if (!this.#closed) this.#failed(error);
    this.#plan();
  }

  #accept(reply: WindowReply): void {
    if (this.#closed) {
      return;
    }
    this.#isResting =
      JSON.stringify(this.#reply.counters) === JSON.stringify(reply.counters) &&
      reply.counters.filter?.done !== false;
    this.#reply = { ...this.#reply, ...reply };
    const now = this.#clock.now();
    const isFilterNews =
      this.#countersShown?.filter?.text !== reply.counters.filter?.text ||
      this.#countersShown?.filter?.done !== reply.counters.filter?.done;
    // A part that is a frame late must not hold back the next paint of the counters; and somebody
    // waits for what a filter finds.
    if (isFilterNews || now >= this.#shownAt + COUNTERS_EVERY - 10) {
      this.#shownAt = now;
      this.#countersShown = reply.counters;
    }
    if (now >= this.#ratesAt + 1000) {
      this.#ratesAt = now;
      const { inRate, outRate } = reply.counters;
      this.#rates = [...this.#rates.slice(1 - RATES_KEPT), { in: inRate, out: outRate }];
    }
    for (const listener of this.#listeners) {
      listener();
    }
  }
}
