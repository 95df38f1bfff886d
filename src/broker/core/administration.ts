/** Administrative actions on clients, sessions and the broker as a whole. */

import { REASON, refuse } from './contract/reasons.ts';
import type { Refusal } from './contract/verdicts.ts';
import type { Steps } from './memory/timeSlice.ts';
import { noCounts } from './output/link.ts';
import type { Connection } from './sessions/connection.ts';
import type { Session } from './sessions/session.ts';
import type { Core } from './state/core.ts';
import type { SysTopics } from './state/sysTopics.ts';

export interface Administered {
  readonly core: Core;
  readonly connections: ReadonlyMap<number, Connection>;
  readonly sys: SysTopics;
  /** Removes a connection from the broker without sending anything. */
  readonly finish: (connection: Connection, sendWill: boolean) => void;
}

/** Times are the broker's, in ms. The caller must take the resulting output. */
class Administration {
  readonly #core: Core;
  readonly #connections: Administered['connections'];
  readonly #sys: SysTopics;
  readonly #finish: Administered['finish'];

  constructor({ core, connections, sys, finish }: Administered) {
    this.#core = core;
    this.#connections = connections;
    this.#sys = sys;
    this.#finish = finish;
  }

  /** Disconnects a client with a reason; returns false if it is not connected. */
  disconnect(clientId: string, refusal: Refusal, now: number): boolean {
    this.#core.begin(now);
    const link = this.#core.sessions.get(clientId)?.link;
    if (link === undefined) return false;
    this.#core.drop(link, refusal);
    return true;
  }

  /** Ends a connection without DISCONNECT. */
  cut(connection: number, now: number): void {
    this.#core.begin(now);
    const found = this.#connections.get(connection);
    if (found !== undefined) this.#finish(found, true);
  }

  /** Ends a client's session and its connection, and sends its will; returns false if there is no session. */
  endSession(clientId: string, now: number): boolean {
    const { sessions } = this.#core;
    const session = sessions.get(clientId);
    this.disconnect(clientId, refuse(REASON.administrativeAction), now);
    if (session !== undefined) {
      this.#core.fairQueue.do(clientId, () => this.#ending(session));
    }
    return session !== undefined;
  }

  /** Returns why a topic's retained message cannot be cleared; undefined: it was cleared. */
  clearRetained(topic: string, now: number): 'reserved-topic' | 'not-retained' | undefined {
    if (this.#core.refusalOfTopic(topic) !== undefined) return 'reserved-topic';
    return this.#core.router.retained.clear(topic, now) ? undefined : 'not-retained';
  }

  /**
   * Simulates a crash: all connections are lost without DISCONNECT and no will is sent. `restore` brings
   * sessions and retained messages back; until then connections may only be opened and cut. With `forGood`
   * they are deleted, and a new broker must replace this one.
   */
  crash(now: number, forGood: boolean): void {
    this.#core.begin(now);
    const { sessions } = this.#core;
    for (const connection of this.#connections.values()) {
      const { link, session } = connection;
      connection.session = undefined;
      link.lose();
      if (session !== undefined) sessions.lose(session);
      this.#finish(connection, false);
    }
    if (!forGood) return;
    sessions.discard(now);
    this.#core.keeper?.append({ kind: 'nothing' });
  }

  /**
   * Restores the broker after `crash`: the wills of lost connections are due, or their delay begins. Counters
   * restart.
   */
  restore(now: number): void {
    this.#core.begin(now);
    Object.assign(this.#core.counters, noCounts());
    this.#sys.beginAnew(now);
    this.#core.sessions.restore();
  }

  *#ending(session: Session): Steps {
    const { sessions } = this.#core;
    if (sessions.get(session.clientId) === session) yield* sessions.end(session);
  }

  /** Draws the seed of the broker that replaces this one. */
  nextSeed(): number {
    return this.#core.random.uint32();
  }
}

export function administrationOf(broker: { readonly administered: Administered }): Administration {
  return new Administration(broker.administered);
}
