/** What the broker's parts share. */
import { Deadlines } from './deadlines.ts';
import { type Link, noCounts } from './link.ts';
import { Message, type MessageSource } from './message.ts';
import type { Came, MessageObserver, MessageTrace } from './observer.ts';
import type { BrokerOptions, Client, Hooks, Limits, PublishVerdict, Refusal } from './options.ts';
import { Random } from './random.ts';
import { REASON, refuse } from './reasons.ts';
import { Router } from './router.ts';
import type { Session, Will } from './session.ts';
import { type NewSession, Sessions } from './sessions.ts';
import { isSysTopic } from './sysTopics.ts';

/** Closes a connection with a reason, as if its network had failed. */
type Drop = (link: Link, refusal: Refusal, now: number) => void;

export class Core {
  readonly limits: Limits;
  readonly hooks: Hooks;
  readonly random: Random;
  readonly deadlines = new Deadlines();
  readonly counters = noCounts();
  readonly observer: MessageObserver | undefined;
  readonly router: Router;
  readonly sessions: Sessions;
  readonly drop: Drop;

  constructor(options: BrokerOptions, limits: Limits, newSession: NewSession, drop: Drop) {
    const { deadlines, counters } = this;
    this.limits = limits;
    this.hooks = options.hooks ?? {};
    this.random = new Random(options.seed);
    this.observer = options.observer;
    this.router = new Router(
      limits,
      deadlines,
      counters,
      {
        isAsked: this.hooks.authoriseRead !== undefined,
        mayRead: (client, topic) => this.#mayRead(client, topic),
      },
      this.observer,
    );
    this.sessions = new Sessions({
      limits,
      deadlines,
      router: this.router,
      publishWill: (client, will, now) => this.#publishWill(client, will, now),
      newSession,
      expired: () => {
        counters.sessionsExpired += 1;
      },
    });
    this.drop = drop;
  }

  /** Why nobody may publish there; undefined: `$SYS` alone is the broker's own. */
  refusalOfTopic(topic: string): Refusal | undefined {
    if (this.limits.sysInterval === 0 || !isSysTopic(topic)) return undefined;
    return refuse(REASON.notAuthorized, '$SYS is for the broker itself.');
  }

  /** Keeps it where it is to be retained, and gives it to its subscribers; tells how many those are. */
  publish(message: Message, now: number): number | Refusal {
    if (message.retain && !this.router.retained.put(message)) {
      message.trace?.refused(REASON.quotaExceeded);
      return refuse(REASON.quotaExceeded, 'All memory for retained messages is in use.');
    }
    return this.router.route(message, now);
  }

  /** On behalf of the broker or its host. */
  publishOwn(source: MessageSource, now: number): void {
    const message = new Message(source, undefined, now);
    message.trace = this.#follow(source, { origin: 'broker', publisher: undefined }, now);
    this.publish(message, now);
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

  #publishWill(client: Client, { source }: Will, now: number): void {
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
      return;
    }
    const retain = source.retain && verdict !== 'not-retained';
    const message = new Message({ ...source, retain }, client.id, now);
    message.trace = trace;
    this.publish(message, now);
  }
}
