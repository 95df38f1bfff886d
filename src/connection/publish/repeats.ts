/** Sends messages repeatedly, to one or several topics; each is a separate message with the next id. */

import type { Cancel, Environment } from '../environment/environment.ts';
import type { ConnectionFact } from '../protocol/connectionFacts.ts';
import type { ConnectionEvent, PublishRequest } from '../protocol/protocol.ts';
import type { FillError, Make } from '../templates/templateSource.ts';
import type { Outbox } from './outbox.ts';
import { PublishRun } from './publishRun.ts';

/** Maximum sent at once after the clock was delayed, so that the worker stays responsive. */
const MOST_AT_ONCE = 1000;
/** ms until a full outbox is checked again. */
const PAUSE = 5;
/** ms between two progress reports. */
const TELL_EVERY = 200;
/** Period over which the rate is measured, µs. */
const RATE_OVER = 1_000_000;

type WayOut = Pick<Outbox, 'publish' | 'publishTogether' | 'whenReady' | 'isFull' | 'isOpen'>;

/** A topic and the way to make its message; without `make` all messages are the same. */
export interface Target {
  readonly topic: string;
  readonly make?: Make | undefined;
}

interface Repeat {
  readonly message: PublishRequest;
  /** Set if all messages are the same except their topics. */
  readonly run: PublishRun | undefined;
  readonly targets: readonly Target[];
  readonly every: number;
  readonly times: number;
  /** µs; shifted by the time without a connection. */
  begun: number;
  /** Time at which it found no connection, µs. */
  parkedAt: number | undefined;
  sent: number;
  /** Smallest and largest payload, in bytes. */
  sizes: readonly [number, number] | undefined;
  told: number;
  /** Progress of the last second, after the first messages. */
  marks: readonly { readonly at: number; readonly sent: number }[];
  cancel: Cancel;
}

export class Repeats {
  readonly #environment: Environment;
  readonly #outbox: WayOut;
  readonly #tell: (event: ConnectionEvent) => void;
  readonly #running = new Map<number, Repeat>();

  constructor(environment: Environment, outbox: WayOut, tell: (event: ConnectionEvent) => void) {
    this.#environment = environment;
    this.#outbox = outbox;
    this.#tell = tell;
  }

  /**
   * Sends the first messages at once, one to each target, then more every `every` ms; ids count up from the
   * message's.
   */
  start(
    message: PublishRequest,
    every: number,
    times: number,
    targets: readonly Target[] = [{ topic: message.topic }],
  ): void {
    this.stop(message.id);
    const begun = this.#environment.now();
    const isMade = targets.length === 0 || targets.some(({ make }) => make !== undefined);
    const topics = targets.map(({ topic }) => topic);
    const repeat: Repeat = {
      message,
      run: isMade ? undefined : new PublishRun(message, topics),
      targets,
      every: Math.max(0, every),
      times,
      begun,
      parkedAt: undefined,
      sent: 0,
      sizes: isMade ? undefined : [message.payload.length, message.payload.length],
      told: Number.NEGATIVE_INFINITY,
      marks: [],
      cancel: () => undefined,
    };
    this.#running.set(message.id, repeat);
    this.#step(repeat);
  }

  stop(id: number): void {
    const repeat = this.#running.get(id);
    if (!repeat) return;
    repeat.cancel();
    this.#running.delete(id);
    this.#report(repeat, true);
  }

  /** Connected: waiting repeats continue in their rhythm. */
  goOn(): void {
    for (const repeat of this.#running.values()) {
      if (repeat.parkedAt === undefined) continue;
      repeat.begun += this.#environment.now() - repeat.parkedAt;
      repeat.parkedAt = undefined;
      repeat.marks = [];
      this.#step(repeat);
    }
  }

  stopAll(): void {
    for (const id of this.#running.keys()) this.stop(id);
  }

  /** Sends the messages due since the start, so that the rate holds even if timers are late. */
  #step(repeat: Repeat): void {
    const { message, every, times, begun, targets } = repeat;
    if (!this.#outbox.isOpen) {
      repeat.parkedAt = this.#environment.now();
      this.#report(repeat, false);
      return;
    }
    const elapsed = (this.#environment.now() - begun) / 1000;
    const rounds = Math.floor(elapsed / every) + 1;
    const due = every === 0 ? times : Math.min(times, rounds * targets.length);
    const until = Math.min(due, repeat.sent + MOST_AT_ONCE);
    // A timer that is early by less than its resolution says nothing about the rate.
    const isDue = due > repeat.sent;
    let hasCapacity = true;
    while (hasCapacity && repeat.sent < until && !this.#outbox.isFull) {
      const taken = this.#publish(repeat, until - repeat.sent);
      repeat.sent += taken;
      hasCapacity = taken > 0;
    }
    if (repeat.sent >= times) {
      this.#running.delete(message.id);
      this.#report(repeat, true);
      return;
    }
    const now = this.#environment.now();
    if (isDue && now - repeat.told >= TELL_EVERY * 1000) {
      repeat.told = now;
      this.#report(repeat, false);
    }
    if (!hasCapacity) this.#outbox.whenReady(() => this.#stepAll());
    const isFull = !hasCapacity || this.#outbox.isFull;
    if (repeat.sent < due && !isFull) {
      this.#stepSoon(repeat);
      return;
    }
    const next = begun / 1000 + Math.floor(repeat.sent / targets.length) * every - now / 1000;
    repeat.cancel = this.#environment.after(Math.max(isFull ? PAUSE : 1, next), () => {
      this.#step(repeat);
    });
  }

  /** Continues after other pending work. */
  #stepSoon(repeat: Repeat): void {
    let isCalledOff = false;
    repeat.cancel = () => {
      isCalledOff = true;
    };
    this.#environment.nextTurn(() => {
      if (!isCalledOff) this.#step(repeat);
    });
  }

  #stepAll(): void {
    for (const repeat of this.#running.values()) {
      if (repeat.parkedAt !== undefined) continue;
      repeat.cancel();
      this.#step(repeat);
    }
  }

  /** @param most maximum number of messages @returns the number submitted; 0 if the outbox is full */
  #publish(repeat: Repeat, most: number): number {
    const { run, sent } = repeat;
    const taken = run && this.#outbox.publishTogether(run, sent, most);
    if (taken !== undefined) return taken;
    this.#publishOne(repeat);
    return 1;
  }

  /** A failed message is reported, and the next one is tried in its turn. */
  #publishOne(repeat: Repeat): void {
    const { message, targets, sent, sizes } = repeat;
    const id = message.id + sent;
    const target = targets[sent % targets.length];
    if (target?.make === undefined) {
      this.#outbox.publish({ ...message, topic: target?.topic ?? message.topic, id });
      return;
    }
    const made = target.make(Math.floor(sent / targets.length) + 1);
    if (made.ok) {
      const { topic, payload } = made;
      const { length } = payload;
      repeat.sizes = [Math.min(length, sizes?.[0] ?? length), Math.max(length, sizes?.[1] ?? 0)];
      this.#outbox.publish({ ...message, topic, payload, id });
    } else {
      this.#tell({ kind: 'published', id, outcome: { kind: 'not-sent', why: whyNot(made) } });
    }
  }

  #report(repeat: Repeat, done: boolean): void {
    const { message, sent, times, parkedAt, sizes } = repeat;
    // The report of a lost connection is the last one until the next connection.
    const rate = parkedAt === undefined ? this.#rateOf(repeat) : 0;
    this.#tell({ kind: 'repeating', id: message.id, sent, times, done, rate, sizes });
  }

  /** Measured between two reports, so the first has none. */
  #rateOf(repeat: Repeat): number | undefined {
    const at = this.#environment.now();
    const { sent } = repeat;
    const older = repeat.marks.findLastIndex((mark) => at - mark.at >= RATE_OVER);
    repeat.marks = [...repeat.marks.slice(Math.max(0, older)), { at, sent }];
    const [first] = repeat.marks;
    return first === undefined || at === first.at
      ? undefined
      : ((sent - first.sent) * 1_000_000) / (at - first.at);
  }
}

function whyNot(said: FillError): ConnectionFact {
  return said.of === 'format'
    ? { key: 'filled-in-wrong', args: {} }
    : { key: 'not-filled-in', args: { why: said.error.why } };
}
