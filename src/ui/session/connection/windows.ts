/**
 * The window loop: combines the requests of all panes into a single request to the connection's worker. Only
 * one is pending at a time, and user requests are sent at most once per animation frame. A slow tab gets
 * fewer answers, never a queue. The loop rests once two answers are equal, all rates are 0 and the panes show
 * the last answer, until the worker reports news. It stops while the page is hidden.
 */
import { dequal } from 'dequal';
import { ConnectionClosed } from '../../../connection/environment/questions.ts';
import { paceAtRest } from '../../../engine/topics/tree/pace.ts';
import type { BranchCounts } from '../../../engine/topics/tree/topicRow.ts';
import type { Counters, WindowReply, WindowRequest } from '../../../engine/window/window.ts';
import type { LoopClock } from './browserClock.ts';

export type WindowPart = keyof WindowRequest;

/**
 * Least ms between requests for rows without user input: in a flood, with many messages or a running filter, and
 * otherwise.
 */
const ROWS_IN_A_FLOOD = 50;
const ROWS_EVERY = 100;
const FEW_ROWS_EVERY = 250;
/** The same while nobody uses the page: each drawing costs more than the messages in it. */
const UNATTENDED_EVERY = 500;
/** Messages a second, both ways, from which on there are many. */
const MANY = 100;
/** Packets between two answers that count as a flood, so that the last packets are shown at once when it ends. */
const FLOOD = 400;
/** While a new filter runs, because the user waits for its first rows. */
const ROWS_WHILE_FILTERING = 30;
/** ms between requests without new packets: if a pane shows a rate or a waiting time, and otherwise. */
const WAITING_EVERY = 1000;
const RESTING_EVERY = 5000;
/** ms that counters wait for the next answer, whose rows are drawn in the same frame. */
const ANSWER_TIME = 100;
/** ms by which a timer may fire early. */
const EARLY = 1;
/** ms after an answer that failed. */
const AFTER_A_FAULT = 1000;

/** In a ms. */
const MICROSECONDS = 1000;

const NONE: ReadonlySet<string> = new Set();

const isSame = (a: unknown, b: unknown): boolean =>
  a === b || JSON.stringify(a) === JSON.stringify(b);

interface Want {
  readonly owner: object;
  readonly value: WindowRequest[WindowPart];
}

export class WindowLoop {
  readonly #fetch: (request: WindowRequest) => Promise<WindowReply>;
  readonly #clock: LoopClock;
  readonly #unlisten: () => void;
  readonly #failed: (why: unknown) => void;
  /** Requests by owner; the last one decides. */
  readonly #wants = new Map<WindowPart, readonly Want[]>();
  /** Parts with a new request by the user: sent at the next frame, also while paused. */
  readonly #changed = new Set<WindowPart>();
  readonly #listeners = new Set<() => void>();
  /** Components that show ages. */
  readonly #clocks = new Set<object>();
  #reply: Partial<WindowReply> = {};
  #countersShown: Counters | undefined;
  #rowsAt = Number.NEGATIVE_INFINITY;
  #countersAt = Number.NEGATIVE_INFINITY;
  #shownAt = Number.NEGATIVE_INFINITY;
  #restsUntil = Number.NEGATIVE_INFINITY;
  #paused = false;
  /** True while an answer that the user requested is not shown yet, even when paused. */
  #isOwed = false;
  #underWay = false;
  #isResting = false;
  /** Packets have arrived after a rest and were not requested yet. */
  #isWoken = false;
  /** Packets that arrived between the last two answers; a flood is assumed for the first ones after a rest. */
  #grew = 0;
  /** A filter was set and has not finished. */
  #isFiltering = false;
  #closed = false;
  /** The clock's ms when the latest answer arrived. */
  #answeredAt = 0;
  #cancelAgeing: (() => void) | undefined;
  #cancel: (() => void) | undefined;
  #cancelShow: (() => void) | undefined;

  /** @param failed hears of an answer that failed; it is asked again after a while */
  constructor(
    fetch: (request: WindowRequest) => Promise<WindowReply>,
    clock: LoopClock,
    failed: (why: unknown) => void,
  ) {
    this.#fetch = fetch;
    this.#clock = clock;
    this.#failed = failed;
    this.#unlisten = clock.listen(() => {
      if (clock.isHidden()) return;
      if (this.#holdsStill) this.#planCounters();
      else this.refresh();
    });
  }

  /**
   * Requests content for a pane. `undefined` requests nothing. The last owner of a part decides. Repeating a request
   * does not change the owner, so that two panes with the same part do not alternate.
   */
  want<P extends WindowPart>(part: P, owner: object, value: WindowRequest[P] | undefined): void {
    const all = this.#wants.get(part) ?? [];
    const own = all.find((one) => one.owner === owner);
    if (isSame(own?.value, value)) return;
    const others = all.filter((one) => one !== own);
    const now = value === undefined ? others : [...others, { owner, value }];
    const last = now.at(-1);
    if (last === undefined) {
      this.#wants.delete(part);
      this.#changed.delete(part);
      return;
    }
    this.#wants.set(part, now);
    if (isSame(all.at(-1)?.value, last.value)) return;
    this.#changed.add(part);
    this.#plan();
  }

  /** Requests again soon because of user input (expanded, cleared), also while paused. */
  refresh(): void {
    for (const part of this.#wants.keys()) {
      this.#changed.add(part);
    }
    this.#planCounters();
  }

  /** Requests counters at once. */
  #planCounters(): void {
    this.#countersAt = Number.NEGATIVE_INFINITY;
    this.#shownAt = Number.NEGATIVE_INFINITY;
    this.#plan();
  }

  /** A pane shows how long something has waited. Returns how to stop. */
  tick(): () => void {
    const owner = {};
    this.#clocks.add(owner);
    this.#plan();
    return () => {
      this.#clocks.delete(owner);
    };
  }

  /** Packets have arrived since the last answer. */
  stir(): void {
    if (!this.#isResting) return;
    this.#isResting = false;
    this.#isWoken = true;
    this.#plan();
  }

  /** Like `stir`, for content that the user waits for: panes show it even while paused. */
  owe(): void {
    this.#isOwed = true;
    this.#isResting = false;
    this.#plan();
  }

  /** Panes hold still except for user input; counters continue. */
  pause(paused: boolean): void {
    this.#paused = paused;
    if (!paused) {
      this.refresh();
    }
  }

  /** The loop runs while it has listeners. */
  listen(listener: () => void): () => void {
    this.#listeners.add(listener);
    this.#plan();
    return () => this.#listeners.delete(listener);
  }

  /**
   * The worker does not answer. Until its next answer no message is known to flow: rates are 0, and ages grow by the
   * page's clock.
   */
  silent(): void {
    if (this.#cancelAgeing !== undefined || this.#reply.now === undefined) return;
    const ahead = this.#reply.now - this.#answeredAt * MICROSECONDS;
    this.#reply = withoutRates(this.#reply);
    this.#showCounters(this.#clock.now());
    this.#age(ahead);
  }

  /** @param ahead µs by which the capture's time is ahead of the page's clock */
  #age(ahead: number): void {
    this.#reply = { ...this.#reply, now: this.#clock.now() * MICROSECONDS + ahead };
    this.#notify();
    this.#cancelAgeing = this.#clock.after(WAITING_EVERY, () => this.#age(ahead));
  }

  #notify(): void {
    for (const listener of this.#listeners) listener();
  }

  /** The latest answer for a part. It may answer the want before the present one: compare its range. */
  part<P extends WindowPart>(part: P): WindowReply[P] | undefined {
    return this.#reply[part];
  }

  counters(): Counters | undefined {
    return this.#countersShown;
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
    this.#stop();
    this.#cancelAgeing?.();
    this.#listeners.clear();
  }

  /** Requests nothing any more. Panes keep what they have. */
  #stop(): void {
    this.#closed = true;
    this.#cancel?.();
    this.#cancelShow?.();
    this.#unlisten();
  }

  get #rowsEvery(): number {
    const { inRate = 0, outRate = 0, filter } = this.#reply.counters ?? {};
    if (this.#isFiltering) return ROWS_WHILE_FILTERING;
    if (this.#grew >= FLOOD) return ROWS_IN_A_FLOOD;
    const isAwaited = filter?.done === false;
    return isAwaited || inRate + outRate >= MANY ? ROWS_EVERY : this.#countersEvery;
  }

  /** Same interval as rows when there are few messages, so that both share a frame. */
  get #countersEvery(): number {
    return this.#clock.isAttended() ? FEW_ROWS_EVERY : UNATTENDED_EVERY;
  }

  get #holdsStill(): boolean {
    return this.#paused && !this.#isOwed;
  }

  #dueAt(): number {
    if (this.#changed.size > 0) {
      return this.#restsUntil;
    }
    const isAgeing = this.#clocks.size > 0 || showsRate(this.#reply);
    const resting = isAgeing ? WAITING_EVERY : RESTING_EVERY;
    const counters = this.#countersAt + (this.#isResting ? resting : this.#countersEvery);
    const rows =
      this.#holdsStill || this.#wants.size === 0
        ? Number.POSITIVE_INFINITY
        : this.#rowsAt + (this.#isResting ? resting : this.#rowsEvery);
    return Math.max(Math.min(counters, rows), this.#restsUntil);
  }

  #plan(): void {
    this.#cancel?.();
    this.#cancel = undefined;
    if (this.#closed || this.#underWay || this.#listeners.size === 0 || this.#clock.isHidden()) {
      return;
    }
    const wait = this.#dueAt() - this.#clock.now();
    // A frame without a change is not free, so only user input waits for one, of which there may be much.
    if (this.#changed.size > 0 && wait <= 0)
      this.#cancel = this.#clock.frame(() => void this.#ask());
    else this.#cancel = this.#clock.after(Math.max(0, wait), () => void this.#ask());
  }

  async #ask(): Promise<void> {
    const now = this.#clock.now();
    const rowsDue = !this.#holdsStill && now >= this.#rowsAt + this.#rowsEvery - EARLY;
    const request: { -readonly [P in WindowPart]?: WindowRequest[P] } = {};
    for (const [part, wants] of this.#wants) {
      if (rowsDue || this.#changed.has(part)) {
        Object.assign(request, { [part]: wants.at(-1)?.value });
      }
    }
    if (rowsDue) {
      this.#rowsAt = now;
      this.#isOwed = false;
    }
    this.#countersAt = now;
    const isInStep = rowsDue && this.#rowsEvery >= this.#countersEvery;
    const byPerson = new Set(this.#changed);
    const wasPaused = this.#paused;
    this.#changed.clear();
    this.#cancel = undefined;
    this.#underWay = true;
    let reply: WindowReply;
    try {
      reply = await this.#fetch(request);
    } catch (error) {
      if (error instanceof ConnectionClosed) this.#stop();
      else this.#fail(error, now);
      return;
    }
    this.#underWay = false;
    // The reply may contain messages that arrived after panes were paused.
    this.#accept(reply, isInStep, this.#paused && !wasPaused ? this.#shownBut(byPerson) : NONE);
    this.#plan();
  }

  /** Parts with visible content, except `others`. */
  #shownBut(others: ReadonlySet<WindowPart>): ReadonlySet<string> {
    const parts = [...this.#wants.keys()];
    return new Set(parts.filter((part) => !others.has(part) && this.#reply[part] !== undefined));
  }

  /** The failed request itself may be the reason. Panes may request something else by now. */
  #fail(error: unknown, now: number): void {
    this.#underWay = false;
    this.#restsUntil = now + AFTER_A_FAULT;
    if (!this.#closed) this.#failed(error);
    this.#plan();
  }

  /**
   * @param isInStep rows are requested as rarely as counters, so that the counters of each answer are shown with them
   * @param held parts whose panes keep their content
   */
  #accept(reply: WindowReply, isInStep: boolean, held: ReadonlySet<string>): void {
    if (this.#closed) {
      return;
    }
    const news = this.#news(reply, held);
    const { filter, packets } = reply.counters;
    // The first message after a pause is usually followed by more.
    const least = this.#isWoken ? FLOOD : 0;
    this.#isWoken = false;
    this.#grew = Math.max(least, packets - (this.#reply.counters?.packets ?? packets));
    const wasFiltering = this.#isFiltering;
    if (filter?.text !== this.#reply.counters?.filter?.text) this.#isFiltering = true;
    if (filter?.done !== false) this.#isFiltering = false;
    if (wasFiltering || this.#isFiltering) this.#isOwed = true;
    this.#reply = { ...this.#reply, ...news };
    const now = this.#clock.now();
    this.#answeredAt = now;
    this.#cancelAgeing?.();
    this.#cancelAgeing = undefined;
    const isFilterNews =
      this.#countersShown?.filter?.text !== reply.counters.filter?.text ||
      this.#countersShown?.filter?.done !== reply.counters.filter?.done;
    const countersDue = this.#shownAt + this.#countersEvery;
    // A part that is a frame late must not delay the next paint of the counters, and the user waits for the results of
    // a filter.
    if (isFilterNews || isInStep || now >= countersDue - 10) this.#showCounters(now);
    else this.#showSoon(countersDue + ANSWER_TIME - now);
    this.#isResting = news.counters === undefined && this.#mayRest;
    this.#notify();
  }

  #showCounters(now: number): void {
    this.#cancelShow?.();
    this.#cancelShow = undefined;
    this.#shownAt = now;
    this.#countersShown = this.#reply.counters;
  }

  /** Shows throttled counters when they are due, even if no answer follows. */
  #showSoon(ms: number): void {
    this.#cancelShow ??= this.#clock.after(ms, () => {
      this.#showCounters(this.#clock.now());
      this.#notify();
    });
  }

  /** True once both rates are 0. The loop must not rest before. */
  get #mayRest(): boolean {
    const { counters } = this.#reply;
    return counters?.filter?.done !== false && counters?.inRate === 0 && counters.outRate === 0;
  }

  /** Reuses the previous object for equal content, so that no pane is redrawn for it. */
  #news(reply: WindowReply, held: ReadonlySet<string>): Partial<WindowReply> {
    const entries = Object.entries(reply).filter(
      ([part, value]) =>
        !held.has(part) &&
        // Packets are not compared: they are requested only after a possible change, and may be large.
        (part === 'packet' || !dequal(value, Reflect.get(this.#reply, part))),
    );
    return Object.fromEntries(entries);
  }
}

/** Whether any row has a rate, which decays without new packets. */
function showsRate(reply: Partial<WindowReply>): boolean {
  const { topics, pinned, pinnedRows, topic, branch } = reply;
  const rows = [...(topics?.rows ?? []), ...(pinned ?? [])];
  const listed = [...rows, ...(pinnedRows?.rows.map(({ row }) => row) ?? [])];
  const counts = [...listed, topic, branch?.counts];
  return counts.some(
    (one) =>
      one &&
      (one.pace?.kind === 'rate' ||
        ('trail' in one && (one.rate > 0 || one.trail.some((count) => count > 0)))),
  );
}

function withoutRates(reply: Partial<WindowReply>): Partial<WindowReply> {
  const { counters, topics, pinned, pinnedRows, topic, branch } = reply;
  return {
    ...reply,
    ...(counters && { counters: { ...counters, inRate: 0, outRate: 0 } }),
    ...(topics && { topics: { ...topics, rows: topics.rows.map(atRest) } }),
    ...(pinned && { pinned: pinned.map((row) => row && atRest(row)) }),
    ...(pinnedRows && {
      pinnedRows: {
        ...pinnedRows,
        rows: pinnedRows.rows.map(({ pin, row }) => ({ pin, row: row && atRest(row) })),
      },
    }),
    ...(topic && { topic: { ...topic, pace: paceAtRest(topic.pace, topic.messages) } }),
    ...(branch?.counts && { branch: { ...branch, counts: atRest(branch.counts) } }),
  };
}

const atRest = <Row extends BranchCounts>(row: Row): Row => ({
  ...row,
  rate: 0,
  pace: paceAtRest(row.pace, row.messages),
  trail: row.trail.map(() => 0),
});
