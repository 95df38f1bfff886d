/**
 * Bytes between a device and its broker, in both directions, until both have ended. They go by way of the
 * fault rules of the tap: as they come where none applies, and otherwise as the rules have them.
 */
import type { Socket } from 'node:net';
import type { WebSocket } from 'ws';
import type { Mark } from '../../broker/faults/marks.ts';
import { otherSide } from '../../mqtt/tables/otherSide.ts';
import type { Sender } from '../../mqtt/tables/packet.ts';
import { plainBytes } from '../net/plainBytes.ts';
import type { WireHost } from '../wires/wireHost.ts';
import { type EndedHow, type WireEnd, wireEnd } from './wireEnd.ts';

export interface RelayEvents {
  /** From the device, as it comes; to the device, as it goes. */
  readonly passed: (sender: Sender, bytes: Uint8Array) => void;
  /** It speaks in text frames of WebSocket, which are led on as binary ones; told once. */
  readonly textFrames: (sender: Sender) => void;
  /** That side is the first that sends no more. */
  readonly ending: (by: Sender, how: EndedHow) => void;
  /** A person or a rule has ended it, and neither side. */
  readonly cut: (rule: string | undefined) => void;
  /** A rule or a person has done something to a packet. */
  readonly treated: (mark: Mark) => void;
  /** Something goes on to the broker. @param now ms, as in marks */
  readonly ledOn: (now: number) => void;
  /** Both have ended. */
  readonly ended: () => void;
}

/** Hanging up: ms for both ends to go in peace. */
const LINGER = 1000;
/** Bytes of a side that wait for a rule or a person, above which no more of it is read. */
const STOP_READING = 1024 * 1024;

const SIDES = ['client', 'server'] as const;
const CLOSED: EndedHow = { how: 'closed' };

export class Relay {
  readonly #events: RelayEvents;
  readonly #wires: WireHost;
  readonly #connection: number;
  readonly #ends: Readonly<Record<Sender, WireEnd>>;
  /** How each side has ended, once it has. */
  readonly #how: Partial<Record<Sender, EndedHow>> = {};
  readonly #gone = new Set<Sender>();
  /** Sides that have sent text frames. */
  readonly #inText = new Set<Sender>();
  /** A rule or a person has ended it. */
  #isCut = false;
  /** Sides that have been told that nothing more comes. */
  readonly #told = new Set<Sender>();
  /** Sides that have not taken yet what was written. */
  readonly #full = new Set<Sender>();
  /** Sides that are not read. */
  readonly #paused = new Set<Sender>();

  constructor(
    device: Socket | WebSocket,
    broker: Socket | WebSocket,
    wires: WireHost,
    connection: number,
    events: RelayEvents,
  ) {
    this.#events = events;
    this.#wires = wires;
    this.#connection = connection;
    this.#ends = { client: this.#end('client', device), server: this.#end('server', broker) };
    wires.begin(connection, {
      toServer: (bytes, now) => {
        this.#write('server', bytes);
        events.ledOn(now);
      },
      toClient: (bytes) => {
        this.#write('client', bytes);
        events.passed('server', bytes);
      },
      finished: (sender) => this.#tell(otherSide(sender), this.#how[sender] ?? CLOSED),
      end: (side, rule, isReset) => this.#shut(side, rule, isReset),
      treated: events.treated,
    });
  }

  /** The tap stops. */
  hangUp(): void {
    for (const side of SIDES) {
      this.#ends[side].resume();
      this.#tell(side, CLOSED);
    }
    this.#destroyLater();
  }

  #end(sender: Sender, way: Socket | WebSocket): WireEnd {
    return wireEnd(way, {
      received: (bytes) => this.#received(sender, plainBytes(bytes)),
      textFrame: () => {
        if (this.#inText.has(sender)) return;
        this.#inText.add(sender);
        this.#events.textFrames(sender);
      },
      finished: (how) => {
        this.#finish(sender, how);
        this.#wires.finished(this.#connection, sender);
      },
      gone: (how) => this.#leave(sender, how),
      drained: () => {
        this.#full.delete(sender);
        this.#regulate();
      },
    });
  }

  #received(sender: Sender, bytes: Uint8Array): void {
    // Whoever looks on hears of a packet before of what is done to it; if nothing is, it must not wait for that.
    const isFirst = sender === 'client' && this.#wires.isTreating(this.#connection);
    if (isFirst) this.#events.passed(sender, bytes);
    this.#wires.received(this.#connection, sender, bytes);
    if (sender === 'client' && !isFirst) this.#events.passed(sender, bytes);
    this.#regulate();
  }

  #write(to: Sender, bytes: Uint8Array): void {
    if (!this.#ends[to].write(bytes)) this.#full.add(to);
    // What has waited may have made room.
    if (this.#paused.size > 0) this.#regulate();
  }

  /** A side is read as fast as the other one takes it, and as rules let it through. */
  #regulate(): void {
    for (const sender of SIDES) {
      const waits = this.#wires.waits(this.#connection, sender);
      const isTooMuch = this.#full.has(otherSide(sender)) || waits > STOP_READING;
      if (isTooMuch === this.#paused.has(sender)) continue;
      if (isTooMuch) {
        this.#paused.add(sender);
        this.#ends[sender].pause();
      } else {
        this.#paused.delete(sender);
        this.#ends[sender].resume();
      }
    }
  }

  /** It sends no more; the other side may go on by itself. */
  #finish(sender: Sender, how: EndedHow): void {
    if (this.#how.client === undefined && this.#how.server === undefined) {
      this.#events.ending(sender, how);
    }
    this.#how[sender] ??= how;
  }

  #leave(sender: Sender, how: EndedHow): void {
    if (this.#gone.has(sender)) return;
    this.#gone.add(sender);
    this.#finish(sender, how);
    if (isBroken(how)) this.#how[sender] = how;
    this.#full.delete(sender);
    this.#wires.gone(this.#connection, sender);
    this.#regulate();
    if (this.#gone.size === 2) this.#events.ended();
  }

  #tell(side: Sender, how: EndedHow): void {
    this.#told.add(side);
    this.#ends[side].finish(how);
  }

  /** Nothing more goes to that side, and nothing that it says counts. */
  #shut(side: Sender, rule: string | undefined, isReset: boolean): void {
    if (this.#gone.has(side)) return;
    const how = this.#how[otherSide(side)];
    if (this.#isCut || (how === undefined && this.#how[side] === undefined)) {
      if (!this.#isCut) this.#events.cut(rule);
      this.#isCut = true;
      // A shut socket cannot be reset.
      if (isReset) {
        this.#ends[side].destroy(true);
        return;
      }
      this.#tell(side, CLOSED);
      this.#destroyLater();
      return;
    }
    // What is still to come from it would have nobody to go to; a shut socket cannot be reset.
    if (how !== undefined && isBroken(how)) {
      this.#ends[side].destroy(how.how === 'reset');
      return;
    }
    if (!this.#told.has(side)) this.#tell(side, how ?? CLOSED);
    if (this.#gone.has(otherSide(side))) this.#ends[side].leave();
  }

  #destroyLater(): void {
    const late = setTimeout(() => {
      for (const side of SIDES) this.#ends[side].destroy(false);
    }, LINGER);
    late.unref();
  }
}

const isBroken = ({ how }: EndedHow): boolean =>
  how === 'reset' || how === 'silent' || how === 'failed';
