/** An MQTT broker without I/O: bytes and the time come in, bytes and closings go out. */
import type { Sender } from '../mqtt/packet.ts';
import { Administration } from './administration.ts';
import { type Admission, conclude } from './admitting.ts';
import { follow } from './connecting.ts';
import { Connection } from './connection.ts';
import type { Contents } from './contents.ts';
import { Core } from './core.ts';
import { Intake } from './intake.ts';
import type { Link, Outlet } from './link.ts';
import type { MessageSource } from './message.ts';
import {
  type Admitted,
  type BrokerOptions,
  DEFAULT_LIMITS,
  type Limits,
  type Output,
  type Peer,
  type Refusal,
  type Statistics,
  type Verdict,
} from './options.ts';
import { fitting, REASON, refuse } from './reasons.ts';
import { type NewSession, newSession } from './sessions.ts';
import { SysTopics } from './sysTopics.ts';

export class Broker {
  readonly administration: Administration;
  readonly #core: Core;
  readonly #outlet: Outlet;
  readonly #connections = new Map<number, Connection>();
  /** Connections whose QoS 1 and 2 messages waited until the host would take the output. */
  readonly #stalled = new Set<Connection>();
  readonly #intake: Intake;
  /** The number of the last connection. */
  #opened: number;
  /** Begins with the first connection, which is when the time is first told. */
  readonly #sys: SysTopics;
  #now = 0;

  /** The second argument is for tests, which plant faults there. */
  constructor(options: BrokerOptions, makeSession: NewSession = newSession) {
    const limits = { ...DEFAULT_LIMITS, ...options.limits };
    this.#opened = (options.firstConnection ?? 1) - 1;
    this.#core = new Core(options, limits, makeSession, (link, refusal, now) =>
      this.#drop(link, refusal, now),
    );
    const { counters } = this.#core;
    this.#sys = this.#sysTopics(options, limits);
    this.administration = new Administration({
      core: this.#core,
      connections: this.#connections,
      sys: this.#sys,
      finish: (connection, sendWill, now) => this.#finish(connection, sendWill, now),
    });
    this.#intake = new Intake({
      core: this.#core,
      connections: this.#connections,
      drop: (link, refusal, now) => this.#drop(link, refusal, now),
      settle: (connection, admission, now) => this.#settle(connection, admission, now),
      finish: (connection, sendWill, now) => this.#finish(connection, sendWill, now),
    });
    this.#outlet = { limits, counters, backlog: 0, links: 0, pending: new Set() };
  }

  /** A transport connection has been opened. `now`: monotonic milliseconds, as everywhere here. */
  open(peer: Peer, now: number): number {
    const time = this.#at(now);
    const { limits, deadlines } = this.#core;
    this.#opened += 1;
    this.#core.counters.socketsOpened += 1;
    this.#sys.begin(time);
    const isSurplus = this.#connections.size >= limits.connections;
    const connection = new Connection(this.#opened, peer, this.#outlet, isSurplus, time);
    this.#connections.set(connection.link.id, connection);
    connection.deadline = deadlines.set(time + limits.connectTimeout, (then) =>
      this.#drop(connection.link, refuse(REASON.maximumConnectTime), then),
    );
    // Even to be refused, a connection takes room.
    if (this.#connections.size > 2 * limits.connections + 16) {
      this.#drop(connection.link, refuse(REASON.quotaExceeded), time);
    }
    return connection.link.id;
  }

  /**
   * Bytes from the client, cut anywhere. What is more than the limit `inputSlice` is read later,
   * as `wakeAt` tells; until then, or until `decide`, the broker keeps the array.
   */
  receive(connection: number, bytes: Uint8Array, now: number): void {
    const time = this.#at(now);
    const source = this.#connections.get(connection);
    if (source === undefined) return;
    this.#core.counters.bytesReceived += bytes.length;
    source.link.traffic.bytesIn += bytes.length;
    this.#intake.receive(source, bytes, time);
  }

  /** The host's answer where its hook said `later`. Ignored where the connection has ended. */
  decide(connection: number, verdict: Verdict | Admitted, now: number): void {
    const time = this.#at(now);
    const source = this.#connections.get(connection);
    const packet = source?.asking;
    if (source === undefined || packet === undefined) return;
    source.asking = undefined;
    source.waiting = 0;
    source.heard = time;
    try {
      const refusal = follow(this.#core, source, packet, verdict, time);
      this.#settle(source, conclude(source, refusal), time);
      this.#intake.readEarly(source, time);
    } catch (error) {
      this.#core.failed('decide', error);
      this.#drop(source.link, refuse(REASON.unspecified), time);
    }
    this.#intake.goOnLater(source);
  }

  /** The transport is gone, whoever ended it. Unknown and ended connections are ignored. */
  close(connection: number, now: number): void {
    const time = this.#at(now);
    const source = this.#connections.get(connection);
    if (source === undefined) return;
    this.#intake.readRest(source, time);
    source.link.lose();
    this.#finish(source, true, time);
  }

  /** Tells how many bytes the transport of this connection has taken but not yet written. */
  backlog(connection: number, bytes: number, now: number): void {
    const time = this.#at(now);
    const source = this.#connections.get(connection);
    if (source === undefined) return;
    source.link.report(bytes);
    if (source.link.isHeldBack) source.session?.pump(time);
  }

  /** Tells the time, so that keep alive, expiry and delayed wills happen. */
  elapse(now: number): void {
    const time = this.#at(now);
    this.#intake.elapse(time);
    for (const connection of this.#stalled) connection.session?.pump(time);
    this.#stalled.clear();
    for (let isDone = false; !isDone; ) {
      try {
        this.#core.deadlines.elapse(time);
        isDone = true;
      } catch (error) {
        // The deadline that failed is gone; the others still have their turn.
        this.#core.failed('elapse', error);
      }
    }
  }

  /** When to call `elapse` next; undefined: nothing waits for time. May change with every call. */
  get wakeAt(): number | undefined {
    const isBusy = this.#stalled.size > 0 || this.#intake.isBehind;
    return isBusy ? this.#now : this.#core.deadlines.next;
  }

  /** What has to be done since the last call, each connection's in order. Sent arrays may be shared: do not change them. */
  takeOutput(): Output[] {
    const { pending } = this.#outlet;
    const output: Output[] = [];
    for (const link of pending) link.take(output);
    for (const link of pending) {
      const connection = link.isHeldBack ? this.#connections.get(link.id) : undefined;
      if (connection !== undefined && link.isReady) this.#stalled.add(connection);
    }
    pending.clear();
    return output;
  }

  /** Publishes on the host's own behalf; not subject to the hooks. */
  publish(source: MessageSource, now: number): void {
    const time = this.#at(now);
    this.#core.publishOwn(source, time);
  }

  /**
   * The same, to that session alone: where it has a subscription that matches, or, `isPushed`, in any
   * case. False: there is no such session, or no subscription.
   */
  publishTo(session: string, source: MessageSource, isPushed: boolean, now: number): boolean {
    const time = this.#at(now);
    const found = this.#core.sessions.get(session);
    return found !== undefined && this.#core.publishTo(found, source, isPushed, time);
  }

  /**
   * Opens a connection that the host answers for: nobody is asked whether it may connect.
   * `admitted`: its terms, where it has some of its own.
   */
  openTrusted(peer: Peer, now: number, admitted?: Admitted): number {
    const id = this.open(peer, now);
    const connection = this.#connections.get(id);
    if (connection !== undefined) {
      connection.isTrusted = true;
      connection.admitted = admitted;
    }
    return id;
  }

  /** Ends all connections, as a server that shuts down does. */
  shutDown(now: number): void {
    const time = this.#at(now);
    for (const { link } of this.#connections.values()) {
      this.#drop(link, refuse(REASON.serverShuttingDown), time);
    }
  }

  /** The topic behind an alias that this side has set on the connection. */
  topicBehind(connection: number, sender: Sender, alias: number): string | undefined {
    return this.#connections.get(connection)?.topicBehind(sender, alias);
  }

  /** What it holds now, to look at. */
  get contents(): Contents {
    const { sessions, router, limits } = this.#core;
    return { sessions, router, limits, connections: this.#connections };
  }

  /** What `$SYS` tells, also where it is switched off. */
  sysValues(now: number): readonly { readonly topic: string; readonly value: string }[] {
    return this.#sys.current(this.#at(now));
  }

  get statistics(): Statistics {
    const { counters, sessions, router } = this.#core;
    return {
      ...counters,
      connections: this.#connections.size,
      sessions: sessions.size,
      subscriptions: router.subscriptions,
      retained: router.retained.size,
      heldBytes: sessions.heldBytes,
    };
  }

  #sysTopics({ version = '', heap }: BrokerOptions, { sysInterval }: Limits): SysTopics {
    const { deadlines, sessions, router } = this.#core;
    return new SysTopics({
      deadlines,
      interval: sysInterval,
      version,
      heap,
      facts: () => ({
        ...this.statistics,
        clients: sessions.connected,
        mostClients: sessions.mostConnected,
        storedMessages: sessions.heldMessages + router.retained.size,
        sharedSubscriptions: router.sharedSubscriptions,
      }),
      publish: (source, now) => this.#core.publishOwn(source, now),
    });
  }

  /** Time never goes back, whatever the host says. */
  #at(now: number): number {
    if (now > this.#now) this.#now = now;
    return this.#now;
  }

  /** The client has been let in, or not. */
  #settle(connection: Connection, admission: Admission, now: number): void {
    if (admission === 'over') this.#finish(connection, true, now);
    if (admission !== 'admitted') return;
    this.#core.counters.connectionsAccepted += 1;
    this.#core.deadlines.cancel(connection.deadline);
    connection.deadline = undefined;
    if (connection.keepAlive > 0) this.#watch(connection);
  }

  /** [MQTT-3.1.2-22]: one and a half times the keep alive without a control packet ends it. */
  #watch(connection: Connection): void {
    const patience = connection.keepAlive * 1500;
    const due = connection.heard + patience;
    connection.deadline = this.#core.deadlines.set(due, (now) => {
      if (now - connection.heard < patience) this.#watch(connection);
      else this.#drop(connection.link, refuse(REASON.keepAliveTimeout), now);
    });
  }

  /** A client that has been let in hears the reason, where its version has a packet for it. */
  #drop(link: Link, refusal: Refusal, now: number): void {
    const connection = this.#connections.get(link.id);
    if (connection === undefined) return;
    if (connection.session !== undefined && link.version === 5) {
      link.send({
        type: 'disconnect',
        reasonCode: fitting('disconnect', refusal.reasonCode),
        properties: link.farewell(refusal),
      });
    }
    this.#finish(connection, true, now);
  }

  #finish(connection: Connection, sendWill: boolean, now: number): void {
    const { link, session } = connection;
    this.#connections.delete(link.id);
    this.#stalled.delete(connection);
    this.#intake.forget(connection);
    connection.asking = undefined;
    connection.applicant = undefined;
    this.#core.deadlines.cancel(connection.deadline);
    connection.session = undefined;
    link.end();
    if (session !== undefined) this.#core.sessions.leave(session, sendWill, now);
  }
}
