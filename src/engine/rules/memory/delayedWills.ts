/** Wills whose time has not come: a delay keeps them back while their session lasts (5.0, 3.1.3.2.2). */
import type { ConnackPacket } from '../../../mqtt/tables/packet.ts';
import type { StreamFacts } from '../../streams/streamFacts.ts';
import type { StreamMemory } from './streamMemory.ts';

export interface DelayedWill {
  readonly stream: StreamFacts;
  readonly topic: string;
  /** The last packet of its connection. */
  readonly packet: number;
  /** µs. */
  readonly endedAt: number;
  /** µs; may be infinite. */
  readonly dueAt: number;
  /** Its client has sent CONNECT, and CONNACK is to come. */
  isBack: boolean;
}

const SECOND = 1_000_000;
const FOR_EVER = 0xffff_ffff;
const MOST = 10_000;

const keyOf = (server: string | undefined, clientId: string) => `${server ?? ''} ${clientId}`;

export class DelayedWills {
  readonly #due: (will: DelayedWill, time: number) => void;
  readonly #waiting = new Map<string, DelayedWill>();
  /** µs; when the next one is due. */
  #next = Number.POSITIVE_INFINITY;

  /** @param due called for each, with the time at which it is to be published */
  constructor(due: (will: DelayedWill, time: number) => void) {
    this.#due = due;
  }

  /** None has a time at which it is due. */
  get isIdle(): boolean {
    return this.#next === Number.POSITIVE_INFINITY;
  }

  /**
   * The connection is over, and its will was not taken back by DISCONNECT.
   * @param newer the client's connection that took this one over
   * @returns false: it is due at once
   */
  keeps(memory: StreamMemory, endedAt: number, newer: StreamFacts | undefined): boolean {
    const { connect, connack, server } = memory.facts;
    const will = memory.notes?.will;
    if (connect === undefined || will === undefined) return false;
    const delay = Math.min(will.delay, connect.sessionExpiry);
    if (delay === 0) return false;
    // It was back before this one ended: on the session, or with one of its own, which ends the session.
    if (newer?.connack?.code === 0) return newer.connect?.cleanStart === false;
    const isBack = newer !== undefined && newer.connack === undefined;
    const dueAt = delay === FOR_EVER ? Number.POSITIVE_INFINITY : endedAt + delay * SECOND;
    const clientId = connack?.assignedClientId ?? connect.clientId;
    const { facts: stream, lastPacket: packet } = memory;
    const one = { stream, topic: will.topic, packet, endedAt, dueAt, isBack };
    this.#waiting.set(keyOf(server, clientId), one);
    const [oldest = ''] = this.#waiting.keys();
    if (this.#waiting.size > MOST) this.#waiting.delete(oldest);
    this.#plan();
    return true;
  }

  /** CONNECT: until its answer nobody knows. */
  connects(clientId: string, server: string | undefined): void {
    const will = this.#waiting.get(keyOf(server, clientId));
    if (will === undefined) return;
    will.isBack = true;
    this.#plan();
  }

  /** CONNACK: a session that goes on takes the will back, a client that begins anew ends it (3.1.2.5). */
  answered({ reasonCode, sessionPresent }: ConnackPacket, stream: StreamFacts, now: number): void {
    const { connect, server } = stream;
    const key = keyOf(server, connect?.clientId ?? '');
    const will = this.#waiting.get(key);
    if (will === undefined) return;
    if (reasonCode === 0) {
      this.#waiting.delete(key);
      if (!sessionPresent && connect?.cleanStart === true) this.#due(will, now);
    } else will.isBack = false;
    this.#plan();
  }

  /** Ended without CONNACK: the client is not back. */
  closed({ connect, connack, server }: StreamFacts): void {
    if (connack !== undefined || connect === undefined) return;
    const will = this.#waiting.get(keyOf(server, connect.clientId));
    if (will === undefined) return;
    will.isBack = false;
    this.#plan();
  }

  /** Those whose time has come. Cheap while there are none. */
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
