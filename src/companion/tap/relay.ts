/**
 * Bytes between a device and its broker, as they come, in both directions, until both have ended.
 * Whoever is to hold or change packets stands where `received` hands them on: nothing else writes.
 */
import type { Socket } from 'node:net';
import type { WebSocket } from 'ws';
import { otherSide } from '../../mqtt/otherSide.ts';
import type { Sender } from '../../mqtt/packet.ts';
import { type EndedHow, type WireEnd, wireEnd } from './wireEnd.ts';

export interface RelayEvents {
  /** They have been handed on. */
  readonly passed: (sender: Sender, bytes: Uint8Array) => void;
  /** That side is the first that sends no more. */
  readonly ending: (by: Sender, how: EndedHow) => void;
  /** Both have ended. */
  readonly ended: () => void;
}

/** Hanging up: ms for both ends to go in peace. */
const LINGER = 1000;

export class Relay {
  readonly #events: RelayEvents;
  readonly #ends: Readonly<Record<Sender, WireEnd>>;
  readonly #finished = new Set<Sender>();
  readonly #gone = new Set<Sender>();

  constructor(device: Socket | WebSocket, broker: Socket | WebSocket, events: RelayEvents) {
    this.#events = events;
    this.#ends = { client: this.#end('client', device), server: this.#end('server', broker) };
  }

  /** The tap stops. */
  hangUp(): void {
    for (const end of [this.#ends.client, this.#ends.server]) {
      end.resume();
      end.finish({ how: 'closed' });
    }
    const late = setTimeout(() => {
      this.#ends.client.destroy(false);
      this.#ends.server.destroy(false);
    }, LINGER);
    late.unref();
  }

  #end(sender: Sender, way: Socket | WebSocket): WireEnd {
    const to = otherSide(sender);
    return wireEnd(way, {
      received: (bytes) => {
        if (!this.#ends[to].write(bytes)) this.#ends[sender].pause();
        this.#events.passed(sender, bytes);
      },
      finished: (how) => this.#finish(sender, how),
      gone: (how) => this.#leave(sender, how),
      drained: () => this.#ends[to].resume(),
    });
  }

  /** The other side is told of it, and may go on by itself. */
  #finish(sender: Sender, how: EndedHow): void {
    if (this.#finished.has(sender)) return;
    if (this.#finished.size === 0) this.#events.ending(sender, how);
    this.#finished.add(sender);
    this.#ends[otherSide(sender)].finish(how);
  }

  #leave(sender: Sender, how: EndedHow): void {
    if (this.#gone.has(sender)) return;
    this.#gone.add(sender);
    const isBroken = how.how === 'reset' || how.how === 'silent' || how.how === 'failed';
    if (this.#finished.size === 0) this.#events.ending(sender, how);
    // What is still to come from the other side would have nobody to go to; a shut socket cannot be reset.
    if (isBroken) this.#ends[otherSide(sender)].destroy(how.how === 'reset');
    else if (!this.#finished.has(sender)) this.#ends[otherSide(sender)].finish(how);
    this.#finished.add(sender);
    if (this.#gone.size === 2) this.#events.ended();
  }
}
