/**
 * Watches if a worker still answers. Nothing runs while no answer is pending. Time is measured in the page's
 * own ticks, so a page that was hidden, asleep or busy does not blame the worker.
 */
/** The page's clock and visibility. */
export interface WatchClock {
  /** ms since 1970. */
  wallClock(): number;
  /** Returns a function that cancels it. */
  after(ms: number, run: () => void): () => void;
  isHidden(): boolean;
  /** Calls when the page is shown or hidden. Returns a function that stops it. */
  listen(changed: () => void): () => void;
}

/** A worker that does not answer, or has failed. */
export interface Silence<Why> {
  /** ms since 1970. */
  readonly since: number;
  /** An uncaught error in the worker. */
  readonly error?: Why;
}

/** ms between two checks; a late one counts only as this much. */
const TICK = 500;
/** ms of silence before a probe is sent. */
const PROBE_AFTER = 1000;
/** ms of silence before the user is notified. */
const SILENCE_TIMEOUT = 5000;
/** Longer, because a script may be loading over a slow network. */
const START_TIMEOUT = 20_000;
const ERROR_TIMEOUT = 1000;
/** ms during which *Keep waiting* hides the report. */
const KEEP_WAITING = 15_000;

export interface Watched<Why> {
  /** Posts a message that the worker answers at once, even while busy. */
  readonly probe: () => void;
  /** True if an answer is pending. */
  readonly isAsked: () => boolean;
  /** Undefined: the worker answers again. */
  readonly tell: (silence: Silence<Why> | undefined) => void;
}

/** @typeParam Why description of an error */
export class WorkerWatch<Why> {
  readonly #clock: WatchClock;
  readonly #watched: Watched<Why>;
  #unlisten: (() => void) | undefined;
  #cancel: (() => void) | undefined;
  #hasBegun = false;
  /** A message was posted that has no answer. */
  #isOwed = false;
  #isProbed = false;
  #silent = 0;
  #since = 0;
  #error: Why | undefined;
  #hiddenUntil = 0;
  #isTold = false;
  #isOver = false;

  constructor(clock: WatchClock, watched: Watched<Why>) {
    this.#clock = clock;
    this.#watched = watched;
  }

  /** Reports a message to the worker. */
  posted(hasAnswer = false): void {
    if (!hasAnswer) this.#isOwed = true;
    this.#start();
  }

  /** Reports any message of the worker. */
  heard(): void {
    this.#hasBegun = true;
    this.#silent = 0;
    this.#hiddenUntil = 0;
    this.#error = undefined;
    this.#since = this.#clock.wallClock();
    if (!this.#isTold) return;
    this.#isTold = false;
    this.#watched.tell(undefined);
  }

  /** Reports the answer to a probe. */
  answered(): void {
    this.#isProbed = false;
    this.heard();
  }

  /** Reports an uncaught error, which may have ended the worker. */
  failed(error: Why): void {
    this.#error = error;
    this.#start();
    this.#probe();
  }

  /** Hides the report for a while. */
  keepWaiting(): void {
    this.#hiddenUntil = this.#silent + KEEP_WAITING;
    if (!this.#isTold) return;
    this.#isTold = false;
    this.#watched.tell(undefined);
  }

  /** Shows a hidden report again, because the user needs the worker. */
  raise(): void {
    this.#hiddenUntil = 0;
    if (this.#cancel !== undefined) this.#judge();
  }

  /** Stops watching, because the worker was ended. */
  stop(): void {
    this.#isOver = true;
    this.#rest();
    this.heard();
  }

  get #timeout(): number {
    if (this.#error !== undefined) return ERROR_TIMEOUT;
    return this.#hasBegun ? SILENCE_TIMEOUT : START_TIMEOUT;
  }

  get #isPending(): boolean {
    return this.#isOwed || this.#isProbed || this.#watched.isAsked();
  }

  #start(): void {
    if (this.#isOver || this.#cancel !== undefined) return;
    this.#silent = 0;
    this.#since = this.#clock.wallClock();
    this.#unlisten ??= this.#clock.listen(() => this.#seen());
    this.#next();
  }

  #next(): void {
    this.#cancel = this.#clock.after(TICK, () => this.#tick());
  }

  #rest(): void {
    this.#cancel?.();
    this.#cancel = undefined;
    this.#unlisten?.();
    this.#unlisten = undefined;
  }

  /** Browsers throttle timers of hidden pages, so the time starts again. */
  #seen(): void {
    if (this.#isTold) return;
    this.#silent = 0;
    this.#since = this.#clock.wallClock();
  }

  #tick(): void {
    if (!this.#isPending) {
      this.#rest();
      return;
    }
    this.#next();
    if (this.#clock.isHidden()) return;
    this.#silent += TICK;
    if (this.#silent >= PROBE_AFTER && !this.#isProbed) this.#probe();
    this.#judge();
  }

  #probe(): void {
    this.#isOwed = false;
    this.#isProbed = true;
    this.#watched.probe();
  }

  #judge(): void {
    if (this.#isTold || this.#silent < this.#timeout || this.#silent < this.#hiddenUntil) return;
    this.#isTold = true;
    const error = this.#error;
    this.#watched.tell({ since: this.#since, ...(error !== undefined && { error }) });
  }
}
