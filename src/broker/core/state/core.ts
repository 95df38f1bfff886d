/** State and services shared by the broker's parts. */

import type { Keeper } from '../contract/durability.ts';
import type { Hooks } from '../contract/hooks.ts';
import { Message, type MessageSource } from '../contract/message.ts';
import type { MessageObserver } from '../contract/observer.ts';
import type { Client } from '../contract/parties.ts';
import { overLimit, REASON, refuse } from '../contract/reasons.ts';
import type { MessageTrace, PublishArrival } from '../contract/trace.ts';
import type { PublishVerdict, Refusal } from '../contract/verdicts.ts';
import { Deadlines } from '../memory/deadlines.ts';
import { FairQueue } from '../memory/fairQueue.ts';
import { type Ledger, ledgerFor } from '../memory/ledger.ts';
import type { Limits } from '../memory/limits.ts';
import { Random } from '../memory/random.ts';
import { isSteps, type Steps, TimeSlice } from '../memory/timeSlice.ts';
import { type Link, noCounts } from '../output/link.ts';
import type { AlreadyServed } from '../routing/fanOut.ts';
import { Router } from '../routing/router.ts';
import type { Connection } from '../sessions/connection.ts';
import type { Session, Will } from '../sessions/session.ts';
import { type EventParty, type EventSink, partyOf, partyOfClient, why } from './events.ts';
import type { BrokerOptions } from './options.ts';
import { type NewSession, Sessions } from './sessions.ts';
import { isSysTopic } from './sysTopics.ts';

/** Closes a connection with a reason, like after a network failure. */
interface Dropping {
  readonly drop: (link: Link, refusal: Refusal) => void;
  /** The same as part of its client's work, with all consequences. */
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
  /** Undefined: nothing is durable. */
  readonly keeper: Keeper | undefined;
  /** Messages and sessions with unfinished work over several time slices. These must not be forgotten. */
  readonly underWay = new Set<object>();
  /** Undefined: there is no log, so events need not be created. */
  readonly events: EventSink | undefined;
  readonly router: Router;
  readonly sessionsBelongToUsers: boolean;
  readonly sessions: Sessions;
  readonly drop: Dropping['drop'];
  readonly displace: Dropping['displace'];
  readonly timeSlice: TimeSlice;
  readonly fairQueue: FairQueue;
  /** Dropped messages at the last report. */
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
    this.timeSlice = new TimeSlice(options.pace);
    this.fairQueue = new FairQueue(this.timeSlice, (error) => this.failed('work', error));
    this.sessionsBelongToUsers = options.sessionsBelongToUsers === true;
    this.router = new Router(
      ledger,
      deadlines,
      counters,
      {
        isAsked: this.hooks.authoriseRead !== undefined,
        mayRead: (client, topic) => this.#mayRead(client, topic),
      },
      this.observer,
      this.timeSlice,
      this.keeper,
    );
    this.sessions = new Sessions({
      limits,
      ledger,
      deadlines,
      router: this.router,
      timeSlice: this.timeSlice,
      fairQueue: this.fairQueue,
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

  /** Begins a time slice at that time, which never decreases. */
  begin(now: number): void {
    this.timeSlice.begin();
    this.timeSlice.now = Math.max(this.timeSlice.now, now);
  }

  /** Why no client may publish there; undefined: only `$SYS` belongs to the broker. */
  refusalOfTopic(topic: string): Refusal | undefined {
    if (this.limits.sysInterval === 0 || !isSysTopic(topic)) return undefined;
    return refuse(REASON.notAuthorized, 'Topics that begin with $SYS are reserved for the broker.');
  }

  /** Retains the message if requested and delivers it; returns the number of recipients. */
  publish(message: Message, now: number): number | Refusal | Steps<number> {
    // Its own values are small, and most useful when clients have used up the memory.
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
   * The same for a message that no subscriber may get twice, although delivery takes several time slices
   * between which the process may end.
   */
  publishOnce(message: Message, now: number): number | Refusal | Steps<number> {
    const published = this.publish(message, now);
    if (this.keeper === undefined || !isSteps(published)) return published;
    this.#beginOnce(message);
    return this.#endingOnce(message, published);
  }

  /** Continues a delivery that the end of the process interrupted. */
  *publishRest(message: Message, given: AlreadyServed): Steps {
    this.#beginOnce(message);
    yield* this.#endingOnce(message, this.router.routeRest(message, given));
  }

  #beginOnce(message: Message): void {
    this.underWay.add(message);
    this.keeper?.append({ kind: 'publishing', message });
  }

  *#endingOnce<Result>(message: Message, steps: Steps<Result>): Steps<Result> {
    const result = yield* steps;
    this.underWay.delete(message);
    this.keeper?.append({ kind: 'published', message });
    return result;
  }

  /** Once per time slice, whatever the number of messages that met a full queue. */
  reportFullQueues(): void {
    const { droppedQueue } = this.counters;
    if (droppedQueue > this.#droppedBefore) this.reportLimit({}, QUEUE_FULL);
    this.#droppedBefore = droppedQueue;
  }

  /** Publishes for the broker or its host. */
  publishOwn(source: MessageSource, now: number): void {
    const message = new Message(source, undefined, now);
    message.trace = this.#follow(source, { origin: 'broker', publisher: undefined }, now);
    if (this.fairQueue.isBusy(undefined)) {
      message.own();
      this.fairQueue.do(undefined, () => this.#publishing(message));
      return;
    }
    const published = this.publish(message, now);
    if (isSteps(published)) this.fairQueue.do(undefined, () => published);
  }

  *#publishing(message: Message): Steps<number | Refusal> {
    const published = this.publish(message, this.timeSlice.now);
    return isSteps(published) ? yield* published : published;
  }

  /** Publishes to one session only; false: it has no matching subscription, and the message is not pushed. */
  publishTo(session: Session, source: MessageSource, isPushed: boolean, now: number): boolean {
    const message = new Message(source, undefined, now);
    message.trace = this.#follow(source, { origin: 'broker', publisher: undefined }, now);
    return this.router.routeTo(session, message, isPushed, now);
  }

  /** Calls a hook; a hook that throws refuses. */
  ask<T>(where: string, question: () => T | Refusal): T | Refusal {
    try {
      return question();
    } catch (error) {
      this.failed(where, error);
      return refuse(REASON.unspecified);
    }
  }

  /** Reports an exception to the host and continues. */
  attempt(where: string, act: () => void): void {
    try {
      act();
    } catch (error) {
      this.failed(where, error);
    }
  }

  /** Returns the check of topics that this client may read; undefined: all. */
  readingRule(client: Client): ((topic: string) => boolean) | undefined {
    const rule = client.admitted ?? this.hooks;
    return rule.authoriseRead && ((topic) => this.#mayRead(client, topic));
  }

  /** A message or a filter of an accepted client was refused. */
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

  /** An exceeded limit has its own event. */
  reportLimit(party: Partial<EventParty>, { limit, reasonString }: Refusal): void {
    if (limit === undefined) return;
    const reason = reasonString === undefined ? {} : { reason: reasonString };
    this.events?.({ kind: 'limit', ...party, limit, ...reason });
  }

  /** The client was not accepted. */
  reportRefusedClient(connection: Connection, refusal: Refusal): void {
    if (refusal.limit === 'connectTimeout') this.counters.connectTimeouts += 1;
    else if (refusal.limit === 'connections' || refusal.limit === 'sessions') {
      this.counters.connectionsRefused += 1;
    }
    if (this.events === undefined) return;
    const party = partyOf(connection);
    this.reportLimit(party, refusal);
    this.events({ kind: 'sign-in-refused', ...party, ...why(refusal) });
  }

  /** Reports an exception to the host. */
  failed(where: string, error: unknown): void {
    try {
      this.hooks.failed?.(where, error);
    } catch {
      // The host itself failed, so the error cannot be reported.
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

  #follow(source: MessageSource, came: PublishArrival, now: number): MessageTrace | undefined {
    const isFollowed = this.observer?.admits(came.publisher, now) === true;
    return isFollowed ? this.observer?.began(source, came, now) : undefined;
  }

  *#publishWill(client: Client, { source }: Will): Steps {
    const { now } = this.timeSlice;
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
