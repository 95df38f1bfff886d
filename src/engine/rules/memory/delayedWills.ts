/** Delayed wills: a will delay holds them back while the session lasts (5.0, 3.1.3.2.2). */
import type { ConnackPacket } from '../../../mqtt/tables/packet.ts';
import { type StreamFacts, sessionExpiryOf, sessionKey } from '../../streams/streamFacts.ts';
import type { StreamMemory } from './streamMemory.ts';

export interface DelayedWill {
  readonly stream: StreamFacts;
  readonly topic: string;
  /** Last packet of its connection. */
  readonly packet: number;
  /** µs. */
  readonly endedAt: number;
  /** µs; may be infinite. */
  readonly dueAt: number;
  /** The client has sent CONNECT, and CONNACK is pending. */
  isBack: boolean;
}

const SECOND = 1_000_000;
const FOR_EVER = 0xffff_ffff;
const MOST = 10_000;

export class DelayedWills {
  readonly #due: (will: DelayedWill, time: number) => void;
  readonly #discarded: (will: DelayedWill, by: number, time: number) => void;
  readonly #waiting = new Map<string, DelayedWill>();
  /** µs; due time of the next will. */
  #next = Number.POSITIVE_INFINITY;

  /**
   * @param due called for each will with the time at which it has to be published
   * @param discarded called for each will whose session was resumed, with the number of CONNACK
   */
  constructor(
    due: (will: DelayedWill, time: number) => void,
    discarded: (will: DelayedWill, by: number, time: number) => void,
  ) {
    this.#due = due;
    this.#discarded = discarded;
  }

  /** True if no will has a due time. */
  get isIdle(): boolean {
    return this.#next === Number.POSITIVE_INFINITY;
  }

  /**
   * Handles the end of a connection whose will was not discarded by DISCONNECT.
   * @param newer connection of the client that took this one over
   * @returns µs; when the will is due, undefined: now
   */
  keeps(memory: StreamMemory, endedAt: number, newer: StreamFacts | undefined): number | undefined {
    const { connect, connack, server } = memory.facts;
    const will = memory.notes?.will;
    if (connect === undefined || will === undefined) return undefined;
    const delay = Math.min(will.delay, sessionExpiryOf(memory.facts));
    if (delay === 0) return undefined;
    // The client was back before this one ended: in the same session, or in a new one, which ends the old
    // session.
    if (newer?.connack?.code === 0) {
      return newer.connect?.cleanStart === false ? Number.POSITIVE_INFINITY : undefined;
    }
    const isBack = newer !== undefined && newer.connack === undefined;
    const dueAt = delay === FOR_EVER ? Number.POSITIVE_INFINITY : endedAt + delay * SECOND;
    const clientId = connack?.assignedClientId ?? connect.clientId;
    const { facts: stream, lastPacket: packet } = memory;
    const one = { stream, topic: will.topic, packet, endedAt, dueAt, isBack };
    this.#waiting.set(sessionKey(server, clientId), one);
    const [oldest = ''] = this.#waiting.keys();
    if (this.#waiting.size > MOST) this.#waiting.delete(oldest);
    this.#plan();
    return dueAt;
  }

  /** Handles CONNECT: the outcome is unknown until its answer. */
  connects(clientId: string, server: string | undefined): void {
    const will = this.#waiting.get(sessionKey(server, clientId));
    if (will === undefined) return;
    will.isBack = true;
    this.#plan();
  }

  /** Handles CONNACK: a resumed session discards the will, a clean start ends the session (3.1.2.5). */
  answered(
    { reasonCode, sessionPresent }: ConnackPacket,
    stream: StreamFacts,
    packet: number,
    now: number,
  ): void {
    const { connect, server } = stream;
    const key = sessionKey(server, connect?.clientId ?? '');
    const will = this.#waiting.get(key);
    if (will === undefined) return;
    if (reasonCode === 0) {
      this.#waiting.delete(key);
      if (sessionPresent) this.#discarded(will, packet, now);
      else if (connect?.cleanStart === true) this.#due(will, now);
    } else will.isBack = false;
    this.#plan();
  }

  /** Handles an end without CONNACK: the client is not back. */
  closed({ connect, connack, server }: StreamFacts): void {
    if (connack !== undefined || connect === undefined) return;
    const will = this.#waiting.get(sessionKey(server, connect.clientId));
    if (will === undefined) return;
    will.isBack = false;
    this.#plan();
  }

  /** Reports the wills that are due. Cheap while there are none. */
  elapse(now: number): void {
    if (now < this.#next) return;
    for (const [key, will] of this.#waiting) {
      if (will.isBack || will.dueAt > now) continue;
      this.#waiting.delete(key);
      this.#due(will, will.dueAt);
    }
    this.#plan();
  }

  #plan(): void {
    this.#next = Number.POSITIVE_INFINITY;
    for (const { dueAt, isBack } of this.#waiting.values()) {
      if (!isBack && dueAt < this.#next) this.#next = dueAt;
    }
  }
}
