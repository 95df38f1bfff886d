/**
 * Delivers events in the order of their times, although some wait for later bytes. These show packet
 * boundaries, or the sides or the protocol version of a connection that began before the capture.
 */
import type { CaptureEvent, CaptureSink } from './captureEvents.ts';

/** Part of a reader whose events are not complete yet. */
export interface Undecided {
  /** Decides with the bytes received so far. */
  settle(): void;
}

/** Bytes held before everything is settled, and the memory of an event. */
const MOST_HELD = 8 * 1024 * 1024;
const PER_EVENT = 200;

interface Held {
  readonly time: number;
  /** 1: after the events of the time. */
  readonly rank: 0 | 1;
  readonly deliver: () => void;
}

export class EventGate {
  readonly #sink: CaptureSink;
  readonly #undecided = new Set<Undecided>();
  readonly packetCut: () => void;
  #held: Held[] = [];
  #heldBytes = 0;
  #lastTime = Number.NEGATIVE_INFINITY;
  /** Streams by the numbers of their readers, in order of appearance. */
  readonly #numbers = new Map<number, number>();
  #streams = 0;
  #isSettling = false;
  /** Streams keep the numbers of their readers, because the file is a copy. */
  areNumbersFinal = false;

  /** @param packetCut called for each packet as it is cut, before it is delivered */
  constructor(sink: CaptureSink, packetCut: () => void = () => undefined) {
    this.#sink = sink;
    this.packetCut = packetCut;
  }

  readonly take: CaptureSink = (event) => {
    if (!this.isHolding) {
      this.#deliver(event);
      return;
    }
    if ('time' in event) this.#lastTime = Math.max(this.#lastTime, event.time);
    const time = 'time' in event ? event.time : this.#lastTime;
    const kept = 'bytes' in event ? { ...event, bytes: event.bytes.slice() } : event;
    this.#held.push({ time, rank: 0, deliver: () => this.#deliver(kept) });
    this.grow('bytes' in event ? event.bytes.length + PER_EVENT : PER_EVENT);
  };

  get isHolding(): boolean {
    return this.#undecided.size > 0 || this.#isSettling;
  }

  /** Runs an action after the events of a time. */
  after(time: number, deliver: () => void): void {
    this.#held.push({ time, rank: 1, deliver });
  }

  /** Holds all events until `decided`. */
  wait(one: Undecided): void {
    this.#undecided.add(one);
  }

  decided(one: Undecided): void {
    if (this.#undecided.delete(one) && this.#undecided.size === 0) this.#flush();
  }

  /** Counts bytes held here or by an undecided part. */
  grow(bytes: number): void {
    this.#heldBytes += bytes;
    if (this.#heldBytes > MOST_HELD) this.settle();
  }

  /** Decides everything with the bytes received so far. */
  settle(): void {
    if (this.#isSettling) return;
    this.#isSettling = true;
    for (const one of this.#undecided) {
      this.#undecided.delete(one);
      one.settle();
    }
    this.#isSettling = false;
    this.#flush();
  }

  #flush(): void {
    if (this.#isSettling) return;
    const held = this.#held.sort((a, b) => a.time - b.time || a.rank - b.rank);
    this.#held = [];
    this.#heldBytes = 0;
    for (const { deliver } of held) deliver();
  }

  #deliver(event: CaptureEvent): void {
    if (event.kind === 'opened' && !this.areNumbersFinal) {
      this.#streams += 1;
      if (this.#streams !== event.stream) this.#numbers.set(event.stream, this.#streams);
    }
    this.#sink(this.#numbers.size === 0 ? event : this.#renumbered(event));
  }

  #renumbered(event: CaptureEvent): CaptureEvent {
    if (!('stream' in event) || event.kind === 'datagram' || event.stream === undefined)
      return event;
    const stream = this.#numbers.get(event.stream);
    if (stream === undefined) return event;
    if (event.kind !== 'note' || event.fact.key !== 'of-stream') return { ...event, stream };
    return { ...event, stream, fact: { key: 'of-stream', args: { ...event.fact.args, stream } } };
  }
}
