/**
 * A running replay: fetches messages from one connection's worker when needed, and passes them to another's
 * when they are due. At most a few are unanswered.
 */

import {
  type AnswerTo,
  ConnectionClosed,
  type Question,
} from '../../../connection/environment/questions.ts';
import type { ConnectionEvent } from '../../../connection/protocol/protocol.ts';
import type { PublishOutcome } from '../../../connection/protocol/publishOutcome.ts';
import type { RecordedMessage } from '../../../engine/replay/recordedMessages.ts';
import type { ConnectionHandle } from '../connection/connectionHandle.ts';
import { type ReplayPlan, republished, type Target } from './plan.ts';

/** Messages that wait for their time, and messages without an answer. */
const READ_AHEAD = 200;
const LONGEST_OPEN = 200;
/** ms after which a run without due messages looks again. */
const LOOK_AGAIN = 100;

export interface ReplayState {
  readonly kind: 'running' | 'waiting' | 'paused' | 'disconnected' | 'stopped' | 'done';
  readonly sent: number;
  readonly total: number;
  readonly refused: number;
  readonly unanswered: number;
  /** Messages that could not be sent. */
  readonly skipped: number;
}

export interface RunClock {
  /** ms. */
  now(): number;
  after(ms: number, run: () => void): () => void;
}

export interface ReplayEnds {
  readonly source: Pick<ConnectionHandle, 'ask'>;
  readonly target: Pick<ConnectionHandle, 'send' | 'listen'>;
  /** undefined: it is not connected. */
  readonly limits: () => Target | undefined;
  readonly nextId: () => number;
  /** The source could not be read. */
  readonly failed: (why: unknown) => void;
}

const SETTLED: ReadonlySet<PublishOutcome['kind']> = new Set([
  'sent',
  'acknowledged',
  'refused',
  'timed-out',
  'not-sent',
  'held',
  'unknown',
]);

export class ReplayRun {
  readonly #ends: ReplayEnds;
  readonly #plan: ReplayPlan;
  readonly #clock: RunClock;
  readonly #changed: (state: ReplayState) => void;
  readonly #stopListening: () => void;
  readonly #open = new Set<number>();
  #state: ReplayState;
  #waiting: RecordedMessage[] = [];
  #next: number | undefined = 1;
  #isAsking = false;
  /** Messages that were taken from the source. */
  #taken = 0;
  /** ms of the clock at which the recorded time `#from` (µs) is; undefined until the first message. */
  #began: { readonly at: number; readonly from: number } | undefined;
  #cancel: () => void = () => undefined;

  constructor(
    ends: ReplayEnds,
    plan: ReplayPlan,
    total: number,
    clock: RunClock,
    changed: (state: ReplayState) => void,
  ) {
    this.#ends = ends;
    this.#plan = plan;
    this.#clock = clock;
    this.#changed = changed;
    this.#state = { kind: 'running', sent: 0, total, refused: 0, unanswered: 0, skipped: 0 };
    this.#stopListening = ends.target.listen((event) => this.#heardTarget(event));
    this.#go();
  }

  get state(): ReplayState {
    return this.#state;
  }

  pause(kind: 'paused' | 'disconnected' = 'paused'): void {
    if (this.#isOver || this.#state.kind === 'paused') return;
    this.#cancel();
    this.#become({ kind });
  }

  /** Continues at the same message: the time of the pause is left out. */
  resume(): void {
    if (this.#state.kind !== 'paused' && this.#state.kind !== 'disconnected') return;
    this.#began = undefined;
    this.#become({ kind: 'running' });
    this.#go();
  }

  stop(): void {
    if (!this.#isOver) this.#end('stopped');
  }

  get #isOver(): boolean {
    return this.#state.kind === 'done' || this.#state.kind === 'stopped';
  }

  #read({ messages: all, next }: AnswerTo<Question<'read-messages'>>): void {
    this.#isAsking = false;
    if (this.#isOver) return;
    // A live capture may now have more messages than at the start.
    const room = this.#state.total - this.#taken;
    const messages = all.slice(0, room);
    this.#taken += messages.length;
    this.#waiting.push(...messages);
    this.#next = this.#taken < this.#state.total ? next : undefined;
    this.#go();
  }

  #heardTarget(event: ConnectionEvent): void {
    if (event.kind !== 'published' || !this.#open.has(event.id)) return;
    const { kind } = event.outcome;
    if (!SETTLED.has(kind)) return;
    this.#open.delete(event.id);
    if (kind === 'refused') this.#become({ refused: this.#state.refused + 1 });
    else if (kind === 'not-sent') this.#become({ skipped: this.#state.skipped + 1 });
    else if (kind !== 'sent' && kind !== 'acknowledged') {
      this.#become({ unanswered: this.#state.unanswered + 1 });
    }
    this.#go();
  }

  /** Sends the messages that are due, and schedules the next ones. */
  #go(): void {
    if (this.#state.kind !== 'running' && this.#state.kind !== 'waiting') return;
    this.#cancel();
    this.#readAhead();
    let due = 0;
    let sent = 0;
    while (this.#open.size < LONGEST_OPEN) {
      const [message] = this.#waiting;
      if (message === undefined) break;
      const limits = this.#ends.limits();
      if (limits === undefined) {
        this.pause('disconnected');
        return;
      }
      due = this.#dueAt(message) - this.#clock.now();
      if (due > 0) break;
      this.#waiting.shift();
      if (this.#publish(message, limits)) sent += 1;
    }
    if (sent > 0) this.#become({ sent: this.#state.sent + sent });
    this.#readAhead();
    if (this.#waiting.length === 0 && this.#next === undefined && !this.#isAsking) {
      if (this.#open.size === 0) this.#end('done');
      else if (this.#state.kind === 'running') this.#become({ kind: 'waiting' });
      return;
    }
    this.#cancel = this.#clock.after(Math.min(Math.max(due, 1), LOOK_AGAIN), () => this.#go());
  }

  #dueAt({ time }: RecordedMessage): number {
    const now = this.#clock.now();
    if (!Number.isFinite(this.#plan.speed)) return now;
    this.#began ??= { at: now, from: time };
    return this.#began.at + (time - this.#began.from) / 1000 / this.#plan.speed;
  }

  #publish(recorded: RecordedMessage, limits: Target): boolean {
    const message = republished(recorded, this.#plan, limits);
    if (typeof message === 'string') {
      this.#become({ skipped: this.#state.skipped + 1 });
      return false;
    }
    const id = this.#ends.nextId();
    this.#open.add(id);
    this.#ends.target.send({ kind: 'publish', message: { ...message, id } });
    return true;
  }

  #readAhead(): void {
    const from = this.#next;
    if (this.#isAsking || from === undefined || this.#waiting.length >= READ_AHEAD) return;
    this.#isAsking = true;
    const { choice } = this.#plan;
    this.#ends.source.ask({ kind: 'read-messages', choice, from, count: READ_AHEAD }).then(
      (answer) => this.#read(answer),
      (why: unknown) => this.#fail(why),
    );
  }

  /** Without the remaining messages the replay ends, and reports it. */
  #fail(why: unknown): void {
    if (this.#isOver) return;
    if (!(why instanceof ConnectionClosed)) this.#ends.failed(why);
    this.#end('stopped');
  }

  #end(kind: 'done' | 'stopped'): void {
    this.#cancel();
    this.#stopListening();
    this.#become({ kind });
  }

  #become(change: Partial<ReplayState>): void {
    this.#state = { ...this.#state, ...change };
    this.#changed(this.#state);
  }
}
