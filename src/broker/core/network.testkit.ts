/**
 * Test kit: a network between clients and the broker that delays, splits into chunks, and breaks at any byte.
 */
import { Framer } from '../../mqtt/framing/framer.ts';
import { LOCAL_PEER } from './broker.testkit.ts';
import type { Broker } from './broker.ts';
import type { Deadlines } from './memory/deadlines.ts';
import type { Random } from './memory/random.ts';

/** The client's end of one transport connection. */
export interface ClientEnd {
  arrive(bytes: Uint8Array, now: number): void;
  closed(now: number): void;
  /** The broker has accepted the client. */
  accepted(now: number): void;
  /** The broker's side of an accepted connection has ended; `goodbye`: by a DISCONNECT without will. */
  left(goodbye: boolean, now: number): void;
}

/** Bytes of one direction in transit. */
class Lane {
  /** When the last bytes will have arrived. */
  busyUntil = 0;
  underWay = 0;
  /** Bytes that still arrive after a cut. */
  allowance = Number.POSITIVE_INFINITY;
}

class Pipe {
  readonly id: number;
  readonly end: ClientEnd;
  readonly up = new Lane();
  readonly down = new Lane();
  /** Parses the broker's input to detect a DISCONNECT. */
  readonly framer = new Framer();
  isAccepted = false;
  saidGoodbye = false;
  isBrokerSideOpen = true;
  isClientSideOpen = true;
  isCut = false;

  constructor(id: number, end: ClientEnd) {
    this.id = id;
    this.end = end;
  }
}

export class Network {
  readonly #broker: Broker;
  readonly #random: Random;
  readonly #clock: Deadlines;
  readonly #pipes = new Map<number, Pipe>();
  /** Maximum one-way delay in milliseconds. */
  readonly latency: number;

  constructor(broker: Broker, random: Random, clock: Deadlines) {
    this.#broker = broker;
    this.#random = random;
    this.#clock = clock;
    this.latency = random.pick([1, 20, 200]);
  }

  /** Connections that at least one side still knows. */
  get size(): number {
    return this.#pipes.size;
  }

  open(end: ClientEnd, now: number): number {
    const pipe = new Pipe(this.#broker.open(LOCAL_PEER, now), end);
    this.#pipes.set(pipe.id, pipe);
    return pipe.id;
  }

  /** Sends bytes from the client. */
  send(id: number, bytes: Uint8Array, now: number): void {
    const pipe = this.#pipes.get(id);
    if (pipe === undefined || pipe.isCut) return;
    this.#transmit(pipe.up, bytes, now, (part, then) => {
      if (!pipe.isBrokerSideOpen) return;
      pipe.framer.push(part, ([type, , reasonCode = 0]) => {
        if (type === 0xe0) pipe.saidGoodbye = reasonCode === 0;
      });
      this.#broker.receive(id, part, then);
      this.collect(then);
    });
  }

  /** The client ends the connection; earlier bytes arrive. */
  end(id: number, now: number): void {
    const pipe = this.#pipes.get(id);
    if (pipe === undefined) return;
    pipe.isClientSideOpen = false;
    this.#forget(pipe);
    if (pipe.isCut) return;
    this.#clock.set(Math.max(now, pipe.up.busyUntil), (then) => this.#closeBrokerSide(pipe, then));
  }

  /** The network fails. Both sides notice at some time, the broker perhaps never. */
  cut(id: number, now: number): void {
    const pipe = this.#pipes.get(id);
    if (pipe === undefined || pipe.isCut) return;
    pipe.isCut = true;
    for (const lane of [pipe.up, pipe.down]) {
      lane.allowance = this.#random.below(lane.underWay + 1);
    }
    const after = (lane: Lane) => Math.max(now, lane.busyUntil) + this.#random.below(2000);
    if (this.#random.chance(0.8)) {
      this.#clock.set(after(pipe.up), (then) => this.#closeBrokerSide(pipe, then));
    }
    this.#clock.set(after(pipe.down), (then) => this.#closeClientSide(pipe, then));
  }

  /** Takes the broker's output. */
  collect(now: number): void {
    for (const output of this.#broker.takeOutput()) {
      const pipe = this.#pipes.get(output.connection);
      if (pipe === undefined) continue;
      if (output.kind === 'end') {
        this.#brokerLeft(pipe, now);
        const due = pipe.isCut ? now : Math.max(now, pipe.down.busyUntil);
        this.#clock.set(due, (then) => {
          // A host does this once everything is written or the transport is closed.
          this.#broker.close(pipe.id, then);
          if (!pipe.isCut) this.#closeClientSide(pipe, then);
        });
        continue;
      }
      const [type, , , reasonCode] = output.bytes;
      if (type === 0x20 && reasonCode === 0) {
        pipe.isAccepted = true;
        pipe.end.accepted(now);
      }
      if (pipe.isCut) continue;
      this.#transmit(pipe.down, output.bytes, now, (part, then) => {
        if (pipe.isClientSideOpen) pipe.end.arrive(part, then);
      });
    }
  }

  /** Sends chunks of any size, each a little later than the previous one. */
  #transmit(
    lane: Lane,
    bytes: Uint8Array,
    now: number,
    arrive: (part: Uint8Array, then: number) => void,
  ): void {
    lane.underWay += bytes.length;
    for (let from = 0; from < bytes.length; ) {
      const isWhole = this.#random.chance(0.7);
      const size = isWhole ? bytes.length - from : 1 + this.#random.below(bytes.length - from);
      const part = bytes.slice(from, from + size);
      from += size;
      lane.busyUntil = Math.max(lane.busyUntil, now + this.#random.fraction() * this.latency);
      this.#clock.set(lane.busyUntil, (then) => {
        lane.underWay -= part.length;
        const allowed = part.subarray(0, Math.min(part.length, lane.allowance));
        lane.allowance -= allowed.length;
        if (allowed.length > 0) arrive(allowed, then);
      });
    }
  }

  #closeBrokerSide(pipe: Pipe, now: number): void {
    this.#letRead(now);
    if (!pipe.isBrokerSideOpen) return;
    this.#brokerLeft(pipe, now);
    this.#broker.close(pipe.id, now);
    this.collect(now);
  }

  /** Reads arrived bytes before the end of the connection, which would otherwise hide them from the test. */
  #letRead(now: number): void {
    while ((this.#broker.wakeAt ?? Number.POSITIVE_INFINITY) <= now) {
      this.#broker.elapse(now);
      this.collect(now);
    }
  }

  #brokerLeft(pipe: Pipe, now: number): void {
    if (!pipe.isBrokerSideOpen) return;
    pipe.isBrokerSideOpen = false;
    if (pipe.isAccepted) pipe.end.left(pipe.saidGoodbye, now);
    this.#forget(pipe);
  }

  #closeClientSide(pipe: Pipe, now: number): void {
    if (!pipe.isClientSideOpen) return;
    pipe.isClientSideOpen = false;
    this.#forget(pipe);
    pipe.end.closed(now);
  }

  #forget(pipe: Pipe): void {
    if (!pipe.isClientSideOpen && !pipe.isBrokerSideOpen) this.#pipes.delete(pipe.id);
  }
}
