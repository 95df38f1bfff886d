/** What the broker's parts share. */

import type { Keeper } from '../contract/durability.ts';
import type { Hooks } from '../contract/hooks.ts';
import { Message, type MessageSource } from '../contract/message.ts';
import type { MessageObserver } from '../contract/observer.ts';
import type { Client } from '../contract/parties.ts';
import { overLimit, REASON, refuse } from '../contract/reasons.ts';
import type { Came, MessageTrace } from '../contract/trace.ts';
import type { PublishVerdict, Refusal } from '../contract/verdicts.ts';
import { Deadlines } from '../memory/deadlines.ts';
import { Lanes } from '../memory/fairQueue.ts';
import { type Ledger, ledgerFor } from '../memory/ledger.ts';
import type { Limits } from '../memory/limits.ts';
import { Random } from '../memory/random.ts';
import { isSteps, type Steps, Turn } from '../memory/timeSlice.ts';
import { type Link, noCounts } from '../output/link.ts';
import type { Given } from '../routing/fanOut.ts';
import { Router } from '../routing/router.ts';
import type { Connection } from '../sessions/connection.ts';
import type { Session, Will } from '../sessions/session.ts';
import { type EventParty, type EventSink, partyOf, partyOfClient, why } from './events.ts';
import type { BrokerOptions } from './options.ts';
import { type NewSession, Sessions } from './sessions.ts';
import { isSysTopic } from './sysTopics.ts';

/** Closes a connection with a reason, as if its network had failed. */
interface Dropping {
  readonly drop: (link: Link, refusal: Refusal) => void;
  /** The same as part of its client's work, with all that follows. */
  readonly displace: (link: Link, refusal: Refusal) => Steps;
}

const QUEUE_FULL = overLimit(
  'heldBytes',
  REASON.quotaExceeded,
  'A message was dropped for a subscriber whose queue is full, or for want of memory.',
);

export class Core {
  readonly limits: Limits;
  readonly hooks: Hooks;
  readonly random: Random;
  readonly deadlines = new Deadlines();
  readonly counters = noCounts();
  readonly ledger: Ledger;
  readonly observer: MessageObserver | undefined;
  /** Undefined: nothing outlasts the process. */
  readonly keeper: Keeper | undefined;
  /** Messages and sessions with which something is done in several turns of which none may be forgotten. */
  readonly underWay = new Set<object>();
  /** Undefined: nobody keeps a log, and events need not be made. */
  readonly events: EventSink | undefined;
  readonly router: Router;
  readonly sessionsBelongToUsers: () => boolean;
  readonly sessions: Sessions;
  readonly drop: Dropping['drop'];
  readonly displace: Dropping['displace'];
  readonly turn: Turn;
  readonly lanes: Lanes;
  /** As many as had been dropped when it was last told. */
  #droppedBefore = 0;

  constructor(
    options: BrokerOptions,
    limits: Limits,
    newSession: NewSession,
    { drop, displace }: Dropping,
  ) {
    const { deadlines, counters } = this;
    this.limits = limits;
    this.ledger = options.ledger ?? ledgerFor(limits);
    const { ledger } = this;
    this.hooks = options.hooks ?? {};
    this.random = new Random(options.seed);
    this.observer = options.observer;
    this.keeper = options.keeper;
    this.events = options.events;
    this.turn = new Turn(options.pace);
    this.lanes = new Lanes(this.turn, (error) => this.failed('work', error));
    this.sessionsBelongToUsers = options.sessionsBelongToUsers ?? (() => false);
    this.router = new Router(
      limits,
      ledger,
      deadlines,
      counters,
      {
        isAsked: this.hooks.authoriseRead !== undefined,
        mayRead: (client, topic) => this.#mayRead(client, topic),
      },
      this.observer,
      this.turn,
      this.keeper,
    );
    this.sessions = new Sessions({
      limits,
      ledger,
      deadlines,
      router: this.router,
      turn: this.turn,
      lanes: this.lanes,
      publishWill: (client, will) => this.#publishWill(client, will),
      newSession,
      expired: () => {
        counters.sessionsExpired += 1;
      },
      keeper: this.keeper,
      underWay: this.underWay,
    });
    this.drop = drop;
    this.displace = displace;
  }

  /** A turn begins, at that time; it never goes back. */
  begin(now: number): void {
    this.turn.begin();
    this.turn.now = Math.max(this.turn.now, now);
  }

  /** Why nobody may publish there; undefined: `$SYS` alone is the broker's own. */
  refusalOfTopic(topic: string): Refusal | undefined {
    if (this.limits.sysInterval === 0 || !isSysTopic(topic)) return undefined;
    return refuse(REASON.notAuthorized, '$SYS is for the broker itself.');
  }

  /** Keeps it where it is to be retained, and gives it to its subscribers; tells how many those are. */
  publish(message: Message, now: number): number | Refusal | Steps<number> {
    // What it tells of itself is little, and wanted most where clients have used up the room.
    const isOwn = message.publisher === undefined && isSysTopic(message.topic);
    if (message.retain && !this.router.retained.put(message, isOwn)) {
      message.trace?.refused(REASON.quotaExceeded);
      return overLimit(
        'retainedBytes',
        REASON.quotaExceeded,
        'All memory for retained messages is in use.',
      );
    }
    return this.router.route(message, now);
  }

  /**
   * The same, for one that nobody may get twice although it goes out in several turns, between which the
   * process may end.
   */
  publishOnce(message: Message, now: number): number | Refusal | Steps<number> {
    const published = this.publish(message, now);
    if (this.keeper === undefined || !isSteps(published)) return published;
    this.#beginOnce(message);
    return this.#endingOnce(message, published);
  }

  /** Goes on with one whose publishing the end of the process has interrupted. */
  *publishRest(message: Message, given: Given): Steps {
    this.#beginOnce(message);
    yield* this.#endingOnce(message, this.router.routeRest(message, given));
  }

  #beginOnce(message: Message): void {
    this.underWay.add(message);
    this.keeper?.tell({ kind: 'publishing', message });
  }

  *#endingOnce<Result>(message: Message, steps: Steps<Result>): Steps<Result> {
    const result = yield* steps;
    this.underWay.delete(message);
    this.keeper?.tell({ kind: 'published', message });
    return result;
  }

  /** Once a turn, whatever the messages were that found a queue full. */
  reportFullQueues(): void {
    const { droppedQueue } = this.counters;
    if (droppedQueue > this.#droppedBefore) this.reportLimit({}, QUEUE_FULL);
    this.#droppedBefore = droppedQueue;
  }

  /** On behalf of the broker or its host. */
  publishOwn(source: MessageSource, now: number): void {
    const message = new Message(source, undefined, now);
    message.trace = this.#follow(source, { origin: 'broker', publisher: undefined }, now);
    if (this.lanes.isBusy(undefined)) {
      message.own();
      this.lanes.do(undefined, () => this.#publishing(message));
      return;
    }
    const published = this.publish(message, now);
    if (isSteps(published)) this.lanes.do(undefined, () => published);
  }

  *#publishing(message: Message): Steps<number | Refusal> {
    const published = this.publish(message, this.turn.now);
    return isSteps(published) ? yield* published : published;
  }

  /** The same, to one session alone; false: it has no subscription that matches, and it is not pushed. */
  publishTo(session: Session, source: MessageSource, isPushed: boolean, now: number): boolean {
    const message = new Message(source, undefined, now);
    message.trace = this.#follow(source, { origin: 'broker', publisher: undefined }, now);
    return this.router.routeTo(session, message, isPushed, now);
  }

  /** What a hook says; a hook that throws refuses. */
  ask<T>(where: string, question: () => T | Refusal): T | Refusal {
    try {
      return question();
    } catch (error) {
      this.failed(where, error);
      return refuse(REASON.unspecified);
    }
  }

  /** Tells the host where it fails, and goes on. */
  attempt(where: string, act: () => void): void {
    try {
      act();
    } catch (error) {
      this.failed(where, error);
    }
  }

  /** What this client may get; undefined: everything. */
  readingRule(client: Client): ((topic: string) => boolean) | undefined {
    const rule = client.admitted ?? this.hooks;
    return rule.authoriseRead && ((topic) => this.#mayRead(client, topic));
  }

  /** A message or a filter of a client that is let in has been refused. */
  reportRefusal(
    party: Connection | Client,
    of: 'publish' | 'will' | 'subscribe',
    topic: string,
    refusal: Refusal,
  ): void {
    if (this.events === undefined) return;
    const known = 'link' in party ? partyOf(party) : partyOfClient(party);
    this.reportLimit(known, refusal);
    this.events({ kind: 'refusal', ...known, of, topic, ...why(refusal) });
  }

  /** Where a limit is the cause, it has an event of its own. */
  reportLimit(party: Partial<EventParty>, { limit, reasonString }: Refusal): void {
    if (limit === undefined) return;
    const reason = reasonString === undefined ? {} : { reason: reasonString };
    this.events?.({ kind: 'limit', ...party, limit, ...reason });
  }

  /** The client is not let in. */
  reportTurnedAway(connection: Connection, refusal: Refusal): void {
    if (refusal.limit === 'connectTimeout') this.counters.connectTimeouts += 1;
    else if (refusal.limit === 'connections' || refusal.limit === 'sessions') {
      this.counters.connectionsRefused += 1;
    }
    if (this.events === undefined) return;
    const party = partyOf(connection);
    this.reportLimit(party, refusal);
    this.events({ kind: 'sign-in-refused', ...party, ...why(refusal) });
  }

  /** Tells the host of an exception. */
  failed(where: string, error: unknown): void {
    try {
      this.hooks.failed?.(where, error);
    } catch {
      // There is nobody left to tell.
    }
  }

  #mayRead(client: Client, topic: string): boolean {
    const rule = client.admitted ?? this.hooks;
    try {
      return rule.authoriseRead?.(client, topic) ?? true;
    } catch (error) {
      this.failed('authoriseRead', error);
      return false;
    }
  }

  #follow(source: MessageSource, came: Came, now: number): MessageTrace | undefined {
    const isFollowed = this.observer?.admits(came.publisher, now) === true;
    return isFollowed ? this.observer?.began(source, came, now) : undefined;
  }

  *#publishWill(client: Client, { source }: Will): Steps {
    const { now } = this.turn;
    const rule = client.admitted ?? this.hooks;
    const trace = this.#follow(source, { origin: 'will', publisher: client.id }, now);
    const packet = { type: 'publish', dup: false, ...source } as const;
    const verdict = this.ask<PublishVerdict>(
      'authorisePublish',
      () => rule.authorisePublish?.(client, source.topic, packet) ?? 'ok',
    );
    const refusal = typeof verdict === 'object' ? verdict : this.refusalOfTopic(source.topic);
    if (refusal !== undefined) {
      trace?.refused(refusal.reasonCode);
      this.reportRefusal(client, 'will', source.topic, refusal);
      return;
    }
    const retain = source.retain && verdict !== 'not-retained';
    const message = new Message({ ...source, retain }, client.id, now);
    message.trace = trace;
    const published = this.publishOnce(message, now);
    const outcome = isSteps(published) ? yield* published : published;
    if (typeof outcome === 'object') this.reportRefusal(client, 'will', source.topic, outcome);
  }
}
