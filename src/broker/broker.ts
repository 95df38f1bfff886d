/** An MQTT broker without I/O: bytes and the time come in, bytes and closings go out. */
import { decode } from '../mqtt/decode.ts';
import type { ProtocolVersion } from '../mqtt/packet.ts';
import { payloadOffset, peekPublish, peekType } from '../mqtt/peek.ts';
import { Administration } from './administration.ts';
import { type Admission, admit, conclude } from './admitting.ts';
import { letIn, refuseFaultyConnect } from './connecting.ts';
import { Connection } from './connection.ts';
import type { Contents } from './contents.ts';
import { Core } from './core.ts';
import type { Link, Outlet } from './link.ts';
import type { MessageSource } from './message.ts';
import {
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
import { receivePacket } from './receiving.ts';
import { type NewSession, newSession } from './sessions.ts';
import { SysTopics } from './sysTopics.ts';

/** First byte of CONNECT: type 1, flags 0. */
const CONNECT = 0x10;
/** So many bytes of an incomplete packet show that the client is alive: it is sending a large one. */
const SIGN_OF_LIFE = 1000;
/** What it costs to keep a piece of input, beside its bytes. */
const PIECE_BYTES = 100;

export class Broker {
  readonly administration: Administration;
  readonly #core: Core;
  readonly #outlet: Outlet;
  readonly #connections = new Map<number, Connection>();
  /** Connections whose QoS 1 and 2 messages waited until the host would take the output. */
  readonly #stalled = new Set<Connection>();
  /** Connections that have brought in more than was read yet. */
  readonly #behind = new Set<Connection>();
  /** Bytes of incomplete packets, over all connections. */
  #incomplete = 0;
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
    source.unread.push(bytes);
    // What came before it must be read first, and that has its turn at `elapse`.
    if (source.asking !== undefined) this.#keepWaiting(source, bytes, time);
    else if (!this.#behind.has(source)) this.#readSlice(source, time);
  }

  /** The host's answer where its hook said `later`. Ignored where the connection has ended. */
  decide(connection: number, verdict: Verdict, now: number): void {
    const time = this.#at(now);
    const source = this.#connections.get(connection);
    const packet = source?.asking;
    if (source === undefined || packet === undefined) return;
    source.asking = undefined;
    source.waiting = 0;
    source.heard = time;
    try {
      const refusal = verdict === 'ok' ? letIn(this.#core, source, packet, time) : verdict;
      this.#settle(source, conclude(source, refusal), time);
      for (const early of source.early.splice(0)) {
        if (source.link.isOpen) this.#readPacket(source, early, time);
      }
      if (source.link.isOpen) this.#checkRoom(source, time);
    } catch (error) {
      this.#core.failed('decide', error);
      this.#drop(source.link, refuse(REASON.unspecified), time);
    }
    if (source.unread.length > 0) this.#behind.add(source);
  }

  /** The transport is gone, whoever ended it. Unknown and ended connections are ignored. */
  close(connection: number, now: number): void {
    const time = this.#at(now);
    const source = this.#connections.get(connection);
    if (source === undefined) return;
    while (source.asking === undefined && source.unread.length > 0) this.#readSlice(source, time);
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
    for (const connection of this.#behind) this.#readSlice(connection, time);
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
    const isBusy = this.#stalled.size > 0 || this.#behind.size > 0;
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

  /** Opens a connection that the host answers for: nobody is asked whether it may connect. */
  openTrusted(peer: Peer, now: number): number {
    const id = this.open(peer, now);
    const connection = this.#connections.get(id);
    if (connection !== undefined) connection.isTrusted = true;
    return id;
  }

  /** Ends all connections, as a server that shuts down does. */
  shutDown(now: number): void {
    const time = this.#at(now);
    for (const { link } of this.#connections.values()) {
      this.#drop(link, refuse(REASON.serverShuttingDown), time);
    }
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

  #sysTopics({ version = '' }: BrokerOptions, { sysInterval }: Limits): SysTopics {
    const { deadlines, sessions, router } = this.#core;
    return new SysTopics({
      deadlines,
      interval: sysInterval,
      version,
      facts: () => ({
        ...this.statistics,
        clients: sessions.connected,
        mostClients: sessions.mostConnected,
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

  #readSlice(source: Connection, now: number): void {
    const bytes = source.takeUnread(this.#core.limits.inputSlice);
    if (source.unread.length > 0) this.#behind.add(source);
    else this.#behind.delete(source);
    if (bytes === undefined) return;
    try {
      this.#read(source, bytes, now);
    } catch (error) {
      this.#core.failed('receive', error);
      this.#drop(source.link, refuse(REASON.unspecified), now);
    }
    if (source.asking !== undefined) this.#behind.delete(source);
  }

  #read(connection: Connection, bytes: Uint8Array, now: number): void {
    const { framer, link } = connection;
    const { session, applicant } = connection;
    const isFirst = session === undefined && applicant === undefined;
    if (isFirst && framer.pending === 0 && bytes.length > 0) {
      // [MQTT-3.1.0-1]: whatever begins otherwise is no CONNECT, and often not even MQTT.
      if (bytes[0] !== CONNECT) {
        this.#drop(link, refuse(REASON.protocolError), now);
        return;
      }
    }
    const fault = framer.push(bytes, (packet) => {
      if (!link.isOpen) return;
      if (connection.asking === undefined) this.#readPacket(connection, packet, now);
      else {
        connection.early.push(packet);
        connection.waiting += packet.length + PIECE_BYTES;
      }
    });
    if (!link.isOpen) return;
    if (framer.pending > SIGN_OF_LIFE) connection.heard = now;
    if (fault !== undefined) {
      const reason = fault.kind === 'length' ? REASON.malformedPacket : REASON.packetTooLarge;
      const refusal = refuse(reason, fault.message);
      const isLetIn = connection.session !== undefined || connection.applicant !== undefined;
      if (!isLetIn) refuseFaultyConnect(connection, framer.remainder(), refusal);
      this.#drop(link, refusal, now);
    } else this.#checkRoom(connection, now);
  }

  /** The host has not decided yet. */
  #keepWaiting(connection: Connection, bytes: Uint8Array, now: number): void {
    connection.waiting += bytes.length + PIECE_BYTES;
    this.#checkRoom(connection, now);
  }

  #checkRoom(connection: Connection, now: number): void {
    if (this.#hasRoomFor(connection)) return;
    const reason = refuse(REASON.quotaExceeded, 'Large packets use up all memory.');
    this.#drop(connection.link, reason, now);
  }

  /** Counts the packet that is not there as a whole yet; a CONNECT is never large. */
  #hasRoomFor(connection: Connection): boolean {
    const { incompleteBytes, maximumHeadSize } = this.#core.limits;
    const pending = connection.framer.pending + connection.waiting;
    this.#incomplete += pending - connection.incomplete;
    connection.incomplete = pending;
    if (connection.session === undefined && connection.framer.pending > maximumHeadSize)
      return false;
    const share = incompleteBytes / this.#connections.size;
    return this.#incomplete <= incompleteBytes || pending <= share;
  }

  #readPacket(connection: Connection, bytes: Uint8Array, now: number): void {
    const { link, session } = connection;
    connection.heard = now;
    this.#core.counters.packetsReceived += 1;
    link.traffic.packetsIn += 1;
    const { maximumHeadSize } = this.#core.limits;
    if (bytes.length > maximumHeadSize && headSize(bytes, connection.version) > maximumHeadSize) {
      this.#drop(link, refuse(REASON.quotaExceeded, 'Properties or filters are too many.'), now);
      return;
    }
    if (session === undefined) {
      this.#settle(connection, admit(this.#core, connection, bytes, now), now);
      return;
    }
    if (peekType(bytes) === 'connect') {
      // [MQTT-3.1.0-2]
      this.#drop(link, refuse(REASON.protocolError, 'CONNECT comes once in a connection.'), now);
      return;
    }
    const decoded = decode(bytes, connection.version, 'client');
    if (!decoded.ok) {
      this.#drop(link, refuse(decoded.reasonCode, decoded.problem.message), now);
      return;
    }
    const outcome = receivePacket(this.#core, connection, session, decoded.packet, now);
    if (outcome === undefined) return;
    if ('sendWill' in outcome) this.#finish(connection, outcome.sendWill, now);
    else this.#drop(link, outcome, now);
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
    this.#behind.delete(connection);
    connection.unread.length = 0;
    connection.early.length = 0;
    connection.asking = undefined;
    connection.applicant = undefined;
    this.#incomplete -= connection.incomplete;
    connection.incomplete = 0;
    this.#core.deadlines.cancel(connection.deadline);
    connection.session = undefined;
    link.end();
    if (session !== undefined) this.#core.sessions.leave(session, sendWill, now);
  }
}

/** Bytes of a packet without its payload. */
function headSize(bytes: Uint8Array, version: ProtocolVersion): number {
  const parts = peekPublish(bytes);
  return (parts && payloadOffset(bytes, parts, version)) ?? bytes.length;
}
