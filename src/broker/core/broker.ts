/** MQTT broker without I/O: bytes and times in, bytes and closings out. */

import type { Sender } from '../../mqtt/tables/packet.ts';
import type { Administered } from './administration.ts';
import type { MessageSource } from './contract/message.ts';
import type { Output, Statistics } from './contract/output.ts';
import type { Admitted, Peer } from './contract/parties.ts';
import { fitting, overLimit, REASON, refuse } from './contract/reasons.ts';
import type { Refusal, Verdict } from './contract/verdicts.ts';
import { type Admission, conclude } from './input/admitting.ts';
import { type Entry, follow } from './input/connecting.ts';
import { Intake } from './input/intake.ts';
import { SendBacklog } from './input/sendBacklog.ts';
import { DEFAULT_LIMITS, type Limits } from './memory/limits.ts';
import type { Steps } from './memory/timeSlice.ts';
import type { Link, Outlet } from './output/link.ts';
import { CONNECTION_BYTES, Connection } from './sessions/connection.ts';
import type { Session } from './sessions/session.ts';
import type { Contents } from './state/contents.ts';
import { Core } from './state/core.ts';
import { partyOf, why } from './state/events.ts';
import { type BrokerOptions } from './state/options.ts';
import { type NewSession, newSession } from './state/sessions.ts';
import { SysTopics } from './state/sysTopics.ts';

/** Limit of open connections. The host keeps fewer open, but may need a turn to close the others. */
const mostOpen = (connections: number): number => 2 * connections + 1_000;

export class Broker {
  /** For `administrationOf`, which hosts load only to administer the broker. */
  readonly administered: Administered;
  readonly #core: Core;
  readonly #outlet: Outlet;
  readonly #connections = new Map<number, Connection>();
  /** Connections whose QoS 1 and 2 messages wait until the host takes the output. */
  readonly #stalled = new Set<Connection>();
  readonly #intake: Intake;
  readonly #sendBacklog: SendBacklog;
  /** Number of the last connection. */
  #opened: number;
  /** Starts with the first connection, which is when the time is first known. */
  readonly #sys: SysTopics;
  #now = 0;

  /** Tests plant bugs with the second argument. */
  constructor(options: BrokerOptions, makeSession: NewSession = newSession) {
    const limits = { ...DEFAULT_LIMITS, ...options.limits };
    this.#opened = (options.firstConnection ?? 1) - 1;
    this.#core = new Core(options, limits, makeSession, {
      drop: (link, refusal) => this.#drop(link, refusal),
      displace: (link, refusal) => this.#displace(link, refusal),
    });
    const { counters } = this.#core;
    this.#sys = this.#sysTopics(options, limits);
    this.administered = {
      core: this.#core,
      connections: this.#connections,
      sys: this.#sys,
      finish: (connection, sendWill) => this.#finish(connection, sendWill),
    };
    this.#intake = new Intake({
      core: this.#core,
      connections: this.#connections,
      drop: (link, refusal) => this.#drop(link, refusal),
      settle: (connection, admission) => this.#settle(connection, admission),
      finish: (connection, sendWill) => this.#finish(connection, sendWill),
      lost: (connection) => this.#lost(connection),
    });
    const { outgoing, connections } = this.#core.ledger.accounts;
    this.#outlet = {
      limits,
      counters,
      outgoing,
      connections,
      links: 0,
      pending: new Set(),
      keeper: options.keeper,
      withheld: new Set(),
    };
    this.#sendBacklog = new SendBacklog({
      core: this.#core,
      outlet: this.#outlet,
      connections: this.#connections,
      drop: (link, refusal) => this.#drop(link, refusal),
    });
  }

  /** Registers a new transport connection. `now`: monotonic milliseconds, like everywhere here. */
  open(peer: Peer, now: number): number {
    const time = this.#at(now);
    const { limits, deadlines } = this.#core;
    this.#opened += 1;
    this.#core.counters.socketsOpened += 1;
    this.#sys.begin(time);
    const { connections } = this.#core.ledger.accounts;
    const isSurplus = !connections.fits(CONNECTION_BYTES);
    const connection = new Connection(this.#opened, peer, this.#outlet, isSurplus, time);
    this.#connections.set(connection.link.id, connection);
    connection.deadline = deadlines.set(time + limits.connectTimeout, () =>
      this.#drop(connection.link, overLimit('connectTimeout', REASON.maximumConnectTime)),
    );
    // Even a refused connection takes memory.
    if (this.#connections.size > mostOpen(limits.connections)) {
      this.#drop(connection.link, overLimit('connections', REASON.quotaExceeded));
    }
    return connection.link.id;
  }

  /**
   * Receives bytes from the client, cut anywhere. Bytes above the limit `inputSlice` are read later, at
   * `wakeAt`; until then, or until `decide`, the broker keeps the array.
   */
  receive(connection: number, bytes: Uint8Array, now: number): void {
    const time = this.#at(now);
    const source = this.#connections.get(connection);
    if (source === undefined) return;
    this.#core.counters.bytesReceived += bytes.length;
    source.link.traffic.bytesIn += bytes.length;
    this.#core.begin(time);
    this.#intake.receive(source, bytes, time);
  }

  /** The host's answer after its hook returned `later`. Ignored if the connection has ended. */
  decide(connection: number, verdict: Verdict | Admitted, now: number): void {
    const time = this.#at(now);
    const source = this.#connections.get(connection);
    const packet = source?.asking;
    if (source === undefined || packet === undefined) return;
    this.#core.begin(time);
    source.asking = undefined;
    source.waiting = 0;
    source.heard = time;
    try {
      const outcome = follow(this.#core, source, packet, verdict);
      this.#settle(source, conclude(this.#core, source, outcome));
      this.#intake.readEarly(source, time);
    } catch (error) {
      this.#core.failed('decide', error);
      this.#drop(source.link, refuse(REASON.unspecified));
    }
    this.#intake.resume(source);
  }

  /** The transport is closed, by either side. Unknown connections are ignored. */
  close(connection: number, now: number): void {
    const time = this.#at(now);
    const source = this.#connections.get(connection);
    this.#sendBacklog.gone(connection);
    if (source === undefined) return;
    this.#core.begin(time);
    this.#intake.close(source, time);
  }

  /** Reports how many bytes the connection's transport has taken but not written. */
  backlog(connection: number, bytes: number, now: number): void {
    const time = this.#at(now);
    const source = this.#connections.get(connection);
    if (source === undefined) this.#sendBacklog.report(connection, bytes);
    else {
      source.link.report(bytes, time);
      if (source.link.isHeldBack) source.session?.pump(time);
    }
    this.#sendBacklog.check(time);
  }

  /** Unwritten bytes of that connection above which the host should read nothing more from it. */
  answerRoom(connection: number): number {
    return this.#connections.get(connection)?.link.answerRoom ?? Number.POSITIVE_INFINITY;
  }

  /** Reports how many bytes of this connection's input the host holds because it cannot pass them on yet. */
  inputBacklog(connection: number, bytes: number, now: number): void {
    this.#at(now);
    const source = this.#connections.get(connection);
    if (source !== undefined) this.#intake.hold(source, bytes);
  }

  /** Advances the time, for keep alive, expiry and delayed wills. */
  elapse(now: number): void {
    const time = this.#at(now);
    const { deadlines, fairQueue, timeSlice } = this.#core;
    this.#core.begin(time);
    fairQueue.elapse();
    this.#core.begin(time);
    this.#intake.elapse(time);
    this.#pumpStalled(time);
    for (let isDone = false; !isDone; ) {
      try {
        isDone = !deadlines.elapseOne(time) || timeSlice.spend(1);
      } catch (error) {
        // Only the failed deadline is lost; the others still run.
        this.#core.failed('elapse', error);
      }
    }
  }

  /** Pumps at least one connection, and as many as the time slice allows. */
  #pumpStalled(now: number): void {
    const { counters, timeSlice } = this.#core;
    for (const connection of this.#stalled) {
      this.#stalled.delete(connection);
      const before = counters.packetsSent;
      connection.session?.pump(now);
      if (timeSlice.spend(1 + counters.packetsSent - before)) return;
    }
  }

  /** The connection has pending work before more of it may be read. */
  isBehind(connection: number): boolean {
    const source = this.#connections.get(connection);
    return source !== undefined && this.#intake.isBehindWith(source);
  }

  /** The client has not signed in. */
  isStranger(connection: number): boolean {
    return this.#connections.get(connection)?.session === undefined;
  }

  /** When to call `elapse` next; undefined: no deadline. May change with every call. */
  get wakeAt(): number | undefined {
    const isBusy = this.#stalled.size > 0 || this.#intake.isBehind || !this.#core.fairQueue.isIdle;
    return isBusy ? this.#now : this.#core.deadlines.next;
  }

  /**
   * Returns the actions since the last call, in order per connection. Sent arrays may be shared: do not
   * change them.
   */
  takeOutput(): Output[] {
    this.#core.reportFullQueues();
    const { pending } = this.#outlet;
    const output: Output[] = [];
    for (const link of pending) link.take(output);
    for (const link of pending) {
      const connection = link.isHeldBack ? this.#connections.get(link.id) : undefined;
      if (connection !== undefined && link.isReady) this.#stalled.add(connection);
    }
    pending.clear();
    this.#sendBacklog.take(output);
    return output;
  }

  /** More facts are durable; the output that waited for them follows. */
  kept(now: number): void {
    this.#at(now);
    const { pending, withheld } = this.#outlet;
    for (const link of withheld) pending.add(link);
    withheld.clear();
  }

  /** For optional modules that a host loads separately: `restoring.ts`, `state.ts`. */
  get core(): Core {
    return this.#core;
  }

  /** Publishes on behalf of the host, without asking the hooks. */
  publish(source: MessageSource, now: number): void {
    const time = this.#at(now);
    this.#core.publishOwn(source, time);
  }

  /**
   * Publishes to one session only, if it has a matching subscription, or always with `isPushed`. Returns
   * false if the session or the subscription does not exist.
   */
  publishTo(session: string, source: MessageSource, isPushed: boolean, now: number): boolean {
    const time = this.#at(now);
    const found = this.#core.sessions.get(session);
    return found !== undefined && this.#core.publishTo(found, source, isPushed, time);
  }

  /** Opens a connection that the host vouches for: no hook judges it. `admitted`: its own terms, if any. */
  openTrusted(peer: Peer, now: number, admitted?: Admitted): number {
    const id = this.open(peer, now);
    const connection = this.#connections.get(id);
    if (connection !== undefined) {
      connection.isTrusted = true;
      connection.admitted = admitted;
    }
    return id;
  }

  /** Ends all connections like a server that shuts down. */
  shutDown(now: number): void {
    this.#core.begin(this.#at(now));
    for (const { link } of this.#connections.values()) {
      this.#drop(link, refuse(REASON.serverShuttingDown));
    }
  }

  /** Topic of an alias that this side has set on the connection. */
  topicBehind(connection: number, sender: Sender, alias: number): string | undefined {
    return this.#connections.get(connection)?.topicBehind(sender, alias);
  }

  /** Seconds; 0: none, or the client is not accepted. */
  keepAliveOf(connection: number): number {
    return this.#connections.get(connection)?.keepAlive ?? 0;
  }

  /** Current state, for views. */
  get contents(): Contents {
    const { sessions, router, limits, ledger } = this.#core;
    return { sessions, router, limits, ledger, connections: this.#connections };
  }

  /** Values of `$SYS`, also if it is switched off. */
  sysValues(now: number): readonly { readonly topic: string; readonly value: string }[] {
    return this.#sys.current(this.#at(now));
  }

  get statistics(): Statistics {
    const { counters, sessions, router, ledger } = this.#core;
    return {
      ...counters,
      connections: this.#connections.size,
      sessions: sessions.size,
      subscriptions: router.subscriptions,
      retained: router.retained.size,
      heldBytes: sessions.heldBytes,
      memoryBytes: ledger.bytes,
    };
  }

  #sysTopics(
    { version = '', heap, hostCounts }: BrokerOptions,
    { sysInterval }: Limits,
  ): SysTopics {
    const { deadlines, sessions, router, ledger } = this.#core;
    return new SysTopics({
      deadlines,
      interval: sysInterval,
      version,
      heap,
      hostCounts,
      facts: () => ({
        ...this.statistics,
        clients: sessions.connected,
        mostClients: sessions.mostConnected,
        storedMessages: sessions.heldMessages + router.retained.size,
        sharedSubscriptions: router.sharedSubscriptions,
        ledger,
      }),
      publish: (source, now) => this.#core.publishOwn(source, now),
    });
  }

  /** Keeps the time monotonic, whatever the host passes. */
  #at(now: number): number {
    if (now > this.#now) this.#now = now;
    this.#core.timeSlice.now = this.#now;
    return this.#now;
  }

  /** Applies the decision about a client. */
  #settle(connection: Connection, admission: Admission): void {
    if (admission === 'over') this.#finish(connection, true);
    else if (admission !== 'waiting') {
      this.#intake.work(connection, admission.owner, this.#entering(connection, admission));
    }
  }

  *#entering(connection: Connection, { enter }: Entry): Steps {
    const isIn = yield* enter();
    if (!isIn) return;
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
      // Bytes sent since then may still wait for their turn.
      if (this.#intake.isBehindWith(connection)) connection.heard = now;
      if (now - connection.heard < patience) this.#watch(connection);
      else this.#drop(connection.link, refuse(REASON.keepAliveTimeout));
    });
  }

  /** Sends the reason to an accepted client if its version has a packet for it. */
  #drop(link: Link, refusal: Refusal): void {
    const connection = this.#connections.get(link.id);
    if (connection === undefined) return;
    this.#reportDropped(connection, refusal);
    this.#sayFarewell(connection, refusal);
    this.#finish(connection, true);
  }

  *#displace(link: Link, refusal: Refusal): Steps {
    const connection = this.#connections.get(link.id);
    if (connection === undefined) return;
    this.#reportDropped(connection, refusal);
    this.#sayFarewell(connection, refusal);
    const session = this.#part(connection);
    if (session !== undefined) yield* this.#core.sessions.leave(session, true);
  }

  #sayFarewell({ link, session }: Connection, refusal: Refusal): void {
    if (session !== undefined && link.version === 5) {
      link.send({
        type: 'disconnect',
        reasonCode: fitting('disconnect', refusal.reasonCode),
        properties: link.farewell(refusal),
      });
    }
  }

  #reportDropped(connection: Connection, refusal: Refusal): void {
    const { events } = this.#core;
    if (connection.session === undefined) this.#core.reportRefusedClient(connection, refusal);
    else if (events !== undefined) {
      const party = partyOf(connection);
      this.#core.reportLimit(party, refusal);
      events({ kind: 'disconnected', ...party, by: 'broker', ...why(refusal) });
    }
  }

  #lost(connection: Connection): void {
    if (connection.session !== undefined) {
      this.#core.events?.({ kind: 'disconnected', ...partyOf(connection), by: 'network' });
    }
    this.#finish(connection, true);
  }

  /** Cleanup runs after the work already queued for the client. */
  #finish(connection: Connection, sendWill: boolean): void {
    const session = this.#part(connection);
    if (session === undefined) return;
    this.#core.fairQueue.do(session.clientId, () => this.#core.sessions.leave(session, sendWill));
  }

  /** Forgets the connection. Returns the session that remains. */
  #part(connection: Connection): Session | undefined {
    const { link, session } = connection;
    this.#connections.delete(link.id);
    this.#stalled.delete(connection);
    this.#intake.forget(connection);
    connection.asking = undefined;
    connection.applicant = undefined;
    this.#core.deadlines.cancel(connection.deadline);
    connection.session = undefined;
    connection.dispose();
    const { isOpen, unwritten } = link;
    link.end();
    if (isOpen) this.#sendBacklog.ended(link.id, unwritten);
    return session;
  }
}
