/** All sessions: begin, resume, leave and expiry, and their wills. */

import type { Keeper } from '../contract/durability.ts';
import type { SessionFacts } from '../contract/facts.ts';
import type { Client } from '../contract/parties.ts';
import { QueueMemory } from '../contract/queueMemory.ts';
import type { Deadline, Deadlines } from '../memory/deadlines.ts';
import type { FairQueue } from '../memory/fairQueue.ts';
import type { Account, Ledger } from '../memory/ledger.ts';
import type { Limits } from '../memory/limits.ts';
import { SortedNames } from '../memory/sortedNames.ts';
import type { Steps, TimeSlice } from '../memory/timeSlice.ts';
import type { Link } from '../output/link.ts';
import type { Router } from '../routing/router.ts';
import { FOREVER, Session, type Will } from '../sessions/session.ts';

export interface Beginning {
  readonly client: Client;
  readonly link: Link;
  readonly cleanStart: boolean;
  /** Seconds. */
  readonly expiry: number;
  readonly will: Will | undefined;
}

export interface SessionsContext {
  readonly limits: Limits;
  readonly ledger: Ledger;
  readonly deadlines: Deadlines;
  readonly router: Router;
  readonly timeSlice: TimeSlice;
  readonly fairQueue: FairQueue;
  readonly publishWill: (client: Client, will: Will) => Steps;
  readonly newSession: NewSession;
  /** A session has expired. */
  readonly expired: () => void;
  /** Stores sessions beyond the process; undefined: none is stored. */
  readonly keeper: Keeper | undefined;
  /** Contains the sessions that are being ended. */
  readonly underWay: Set<object>;
}

/** Tests replace it with a faulty one, to check that they detect it. */
export type NewSession = (
  client: Client,
  limits: Limits,
  queueMemory: QueueMemory,
  account: Account,
) => Session;

export const newSession: NewSession = (...parts) => new Session(...parts);

export class Sessions {
  readonly #sessions = new Map<string, Session>();
  readonly #names = new SortedNames({
    has: (name) => this.#sessions.has(name),
    names: () => this.#sessions.keys(),
  });
  #connected = 0;
  #mostConnected = 0;
  /** Sessions whose connection was lost in a crash. */
  readonly #lost = new Set<Session>();
  readonly #limits: Limits;
  readonly #account: Account;
  readonly #queueMemory: QueueMemory;
  readonly #deadlines: Deadlines;
  readonly #router: Router;
  readonly #timeSlice: TimeSlice;
  readonly #fairQueue: FairQueue;
  readonly #publishWill: SessionsContext['publishWill'];
  readonly #newSession: NewSession;
  readonly #expired: () => void;
  readonly #keeper: Keeper | undefined;
  readonly #underWay: Set<object>;

  constructor(context: SessionsContext) {
    const { limits, ledger, deadlines, router, timeSlice, fairQueue } = context;
    const { publishWill, newSession, expired } = context;
    this.#expired = expired;
    this.#keeper = context.keeper;
    this.#underWay = context.underWay;
    this.#timeSlice = timeSlice;
    this.#fairQueue = fairQueue;
    this.#limits = limits;
    this.#account = ledger.accounts.sessions;
    this.#queueMemory = new QueueMemory(ledger.accounts.queued);
    this.#deadlines = deadlines;
    this.#router = router;
    this.#publishWill = publishWill;
    this.#newSession = newSession;
  }

  get size(): number {
    return this.#sessions.size;
  }

  /** Number of connected clients. */
  get connected(): number {
    return this.#connected;
  }

  /** Maximum of simultaneously connected clients. */
  get mostConnected(): number {
    return this.#mostConnected;
  }

  /** Estimated memory of all queued and in-flight messages. */
  get heldMessages(): number {
    return this.#queueMemory.messages;
  }

  get heldBytes(): number {
    return this.#queueMemory.bytes;
  }

  get(clientId: string): Session | undefined {
    return this.#sessions.get(clientId);
  }

  values(): Iterable<Session> {
    return this.#sessions.values();
  }

  /** Sorted client identifiers. */
  get names(): readonly string[] {
    return this.#names.all;
  }

  /**
   * Begins or resumes the session of a newly accepted client, and returns whether it existed (3.1.2.4). An
   * older connection of that client must have ended before. Undefined: the new connection has also ended
   * meanwhile.
   */
  *begin(beginning: Beginning): Steps<{ session: Session; present: boolean } | undefined> {
    const { client, link } = beginning;
    const old = this.#sessions.get(client.id);
    const isKept = !beginning.cleanStart || client.admitted?.keepsSubscriptions === true;
    if (old !== undefined && !isKept) yield* this.end(old);
    if (!link.isOpen) return undefined;
    if (old !== undefined && isKept && (beginning.cleanStart || !old.keepsMessages)) {
      old.empty(this.#timeSlice.now);
    }
    const kept = isKept ? old : undefined;
    const session =
      kept ?? this.#newSession(client, this.#limits, this.#queueMemory, this.#account);
    this.#sessions.set(client.id, session);
    if (kept === undefined) this.#names.changed(client.id);
    this.#stopWaiting(session);
    session.taken(client, beginning.will);
    session.keepsMessages = !beginning.cleanStart || beginning.expiry > 0;
    session.link = link;
    this.#connected += 1;
    this.#mostConnected = Math.max(this.#mostConnected, this.#connected);
    session.expiry = client.admitted?.keepsSubscriptions === true ? FOREVER : beginning.expiry;
    this.#keep(session);
    session.outbound.resume();
    return { session, present: kept !== undefined && !beginning.cleanStart };
  }

  /** Records the session if any part of it outlasts its connection. */
  #keep(session: Session): void {
    if (this.#keeper === undefined) return;
    if (session.expiry > 0 || session.will !== undefined) {
      session.record ??= this.#keeper.recordOf(session);
    }
    session.record?.session(session.facts);
  }

  /** Adopts a session of a previous broker; `leave` or `end` must follow. */
  adopt(client: Client, { expiry, keepsMessages, left, will }: SessionFacts): Session {
    const session = this.#newSession(client, this.#limits, this.#queueMemory, this.#account);
    session.will = will;
    session.expiry = expiry;
    session.keepsMessages = keepsMessages;
    session.left = left ?? this.#timeSlice.now;
    session.record = this.#keeper?.recordOf(session);
    this.#sessions.set(client.id, session);
    this.#names.changed(client.id);
    return session;
  }

  /** Crash: the consequences of a lost connection wait for `restore`. */
  lose(session: Session): void {
    this.#unlink(session);
    this.#lost.add(session);
  }

  /** Crash without sessions: deletes everything, without wills and handovers. */
  discard(now: number): void {
    for (const { followed, outbound } of this.#sessions.values()) {
      followed?.ended(now);
      outbound.clear(now);
    }
  }

  /** Restart after a crash: the lost connections end now, and their wills and expiries begin. */
  restore(): void {
    for (const session of this.#lost) {
      this.#fairQueue.do(session.clientId, () => this.leave(session, true));
    }
    this.#lost.clear();
    this.#mostConnected = this.#connected;
  }

  /** The connection has ended. `sendWill` is false after a DISCONNECT that cancels the will. */
  *leave(session: Session, sendWill: boolean, at = this.#timeSlice.now): Steps {
    this.#unlink(session);
    if (!sendWill) this.#dropWill(session);
    session.left = at;
    session.record?.left(at, session.expiry);
    const delay = Math.min(session.will?.delay ?? 0, session.expiry);
    if (delay > 0) {
      session.willDeadline = this.#set(session, at, delay, (deadline) =>
        session.willDeadline === deadline ? this.#sendWill(session) : undefined,
      );
    }
    if (session.expiry > 0 && session.expiry !== FOREVER) {
      session.expiryDeadline = this.#set(session, at, session.expiry, (deadline) =>
        session.expiryDeadline === deadline ? this.#expire(session) : undefined,
      );
    }
    if (delay === 0) yield* this.#sendWill(session);
    if (session.expiry === 0) yield* this.end(session);
  }

  /** `act` runs after the client's other work; the client may have returned by then. */
  #set(
    { clientId }: Session,
    from: number,
    seconds: number,
    act: (deadline: Deadline) => Steps | undefined,
  ): Deadline {
    const deadline = this.#deadlines.set(from + seconds * 1000, () => {
      this.#fairQueue.do(clientId, function* (): Steps {
        const steps = act(deadline);
        if (steps !== undefined) yield* steps;
      });
    });
    return deadline;
  }

  #expire(session: Session): Steps {
    this.#expired();
    return this.end(session);
  }

  /** Deletes the session; a pending will is sent first [MQTT-3.1.3-9]. */
  *end(session: Session): Steps {
    this.#underWay.add(session);
    session.record?.about('ending');
    yield* this.#sendWill(session);
    this.#stopWaiting(session);
    session.followed?.ended(this.#timeSlice.now);
    yield* this.#router.unsubscribeAll(session);
    if (this.#sessions.get(session.clientId) === session) {
      this.#sessions.delete(session.clientId);
      this.#names.changed(session.clientId);
    }
    const { queued } = session.outbound;
    const rest = session.outbound.clear(this.#timeSlice.now);
    for (const [at, delivery] of rest.entries()) {
      const isQueued = at >= rest.length - queued;
      if (delivery.group !== undefined) yield* this.#router.handOver(delivery);
      if (isQueued) session.record?.about('unqueued');
      if (this.#timeSlice.spend(1)) yield;
    }
    session.record?.about('ended');
    // Later messages for it are lost too.
    session.record = undefined;
    this.#underWay.delete(session);
    session.dispose();
  }

  #dropWill(session: Session): Will | undefined {
    const { will } = session;
    session.will = undefined;
    if (will !== undefined) session.record?.about('will-gone');
    return will;
  }

  #unlink(session: Session): void {
    if (session.link !== undefined) this.#connected -= 1;
    session.link = undefined;
  }

  *#sendWill(session: Session): Steps {
    const will = this.#dropWill(session);
    if (will !== undefined) yield* this.#publishWill(session.client, will);
  }

  #stopWaiting(session: Session): void {
    this.#deadlines.cancel(session.willDeadline);
    this.#deadlines.cancel(session.expiryDeadline);
    session.willDeadline = undefined;
    session.expiryDeadline = undefined;
  }
}
