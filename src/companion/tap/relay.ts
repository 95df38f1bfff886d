/**
 * Relays bytes between a device and its broker in both directions until both have ended. Bytes pass unchanged
 * unless a fault rule of the tap applies.
 */
import type { Socket } from 'node:net';
import type { WebSocket } from 'ws';
import type { Mark } from '../../broker/faults/marks.ts';
import { otherSide, type Sender } from '../../mqtt/tables/packet.ts';
import { plainBytes } from '../net/plainBytes.ts';
import type { WireHost } from '../wires/wireHost.ts';
import { type EndedHow, type WireEnd, wireEnd } from './wireEnd.ts';

export interface RelayEvents {
  /** Bytes from the device as they arrive, and to the device as they are sent. */
  readonly passed: (sender: Sender, bytes: Uint8Array) => void;
  /** The side uses text frames of WebSocket, which are forwarded as binary ones; reported once. */
  readonly textFrames: (sender: Sender) => void;
  /** The first side that stops sending. */
  readonly ending: (by: Sender, how: EndedHow) => void;
  /** A user or a rule has ended it, not one of the sides. */
  readonly cut: (rule: string | undefined) => void;
  /** A rule or a user has treated a packet. */
  readonly treated: (mark: Mark) => void;
  /** Data is forwarded to the broker. @param now ms, as in marks */
  readonly ledOn: (now: number) => void;
  /** Both sides have ended. */
  readonly ended: () => void;
}

/** ms for both ends to close cleanly on hang-up. */
const LINGER = 1000;
/** Limit of bytes waiting for a rule or a user. Above it, their side is not read. */
const STOP_READING = 1024 * 1024;

const SIDES = ['client', 'server'] as const;
const CLOSED: EndedHow = { how: 'closed' };

export class Relay {
  readonly #events: RelayEvents;
  readonly #wires: WireHost;
  readonly #connection: number;
  readonly #ends: Readonly<Record<Sender, WireEnd>>;
  /** How each side has ended, if it has. */
  readonly #how: Partial<Record<Sender, EndedHow>> = {};
  readonly #gone = new Set<Sender>();
  /** Sides that have sent text frames. */
  readonly #inText = new Set<Sender>();
  /** A rule or a user has ended it. */
  #isCut = false;
  /** Sides that were notified of the other side's end. */
  readonly #told = new Set<Sender>();
  /** Sides with unwritten data. */
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

  /** Ends both sides when the tap stops. */
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
    // Observers receive a packet before its treatment. If there is none, forwarding must not wait for them.
    const isFirst = sender === 'client' && this.#wires.isTreating(this.#connection);
    if (isFirst) this.#events.passed(sender, bytes);
    this.#wires.received(this.#connection, sender, bytes);
    if (sender === 'client' && !isFirst) this.#events.passed(sender, bytes);
    this.#regulate();
  }

  #write(to: Sender, bytes: Uint8Array): void {
    if (!this.#ends[to].write(bytes)) this.#full.add(to);
    // Released packets may have made room.
    if (this.#paused.size > 0) this.#regulate();
  }

  /** Reads each side only as fast as the other accepts data and as rules pass it. */
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

  /** The side stops sending; the other may continue. */
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

  /** Stops sending to that side and ignores its data. */
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
    // Its remaining data has no receiver; a shut socket cannot be reset.
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
