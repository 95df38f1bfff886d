/** A broker that can crash and restart, and whose sessions another client can resume. */

import { encode } from '../../mqtt/codec/encode.ts';
import type { ConnectPacket, Sender } from '../../mqtt/tables/packet.ts';
import { administrationOf } from '../core/administration.ts';
import { Broker } from '../core/broker.ts';
import type { Output } from '../core/contract/output.ts';
import type { Admitted, Peer } from '../core/contract/parties.ts';
import type { Verdict } from '../core/contract/verdicts.ts';
import { type Deadline, Deadlines } from '../core/memory/deadlines.ts';
import type { BrokerOptions } from '../core/state/options.ts';
import type { TreatedBroker } from '../faults/transit.ts';
import type { WireObserver } from '../tap/wirePacket.ts';
import type { RecordingBroker } from '../warmStart/recordingBroker.ts';

/** Peer of the client that takes a session over, for captures. */
const INTERNAL: Peer = {
  transport: 'port',
  address: 'control interface',
  loopback: true,
  secure: false,
};

export class RestartableBroker implements TreatedBroker {
  readonly #options: BrokerOptions;
  readonly #deadlines = new Deadlines();
  /** Connections of the instrument itself, unknown to the host. */
  readonly #internal = new Set<number>();
  readonly #wire: Omit<WireObserver, 'marked' | 'placed'>;
  #broker: Broker;
  /** Output that the host has not taken yet. */
  #taken: Output[] = [];
  #opened: number;
  /** End of the downtime; undefined while running. */
  #back: Deadline | undefined;
  #now = 0;

  /** @param wire called for the instrument's own connections */
  constructor(
    { broker, options, opened }: Pick<RecordingBroker, 'broker' | 'options' | 'opened'>,
    wire: Omit<WireObserver, 'marked' | 'placed'>,
  ) {
    this.#options = options;
    this.#wire = wire;
    this.#broker = broker;
    this.#opened = opened;
  }

  /** A new object after a restart without sessions. */
  get broker(): Broker {
    return this.#broker;
  }

  get isDown(): boolean {
    return this.#back !== undefined;
  }

  open(peer: Peer, now: number): number {
    this.#at(now);
    this.#opened = this.#broker.open(peer, now);
    if (this.isDown) administrationOf(this.#broker).cut(this.#opened, now);
    return this.#opened;
  }

  receive(connection: number, bytes: Uint8Array, now: number): void {
    this.#broker.receive(connection, bytes, now);
  }

  close(connection: number, now: number): void {
    this.#broker.close(connection, now);
  }

  backlog(connection: number, bytes: number, now: number): void {
    this.#broker.backlog(connection, bytes, now);
  }

  inputBacklog(connection: number, bytes: number, now: number): void {
    this.#broker.inputBacklog(connection, bytes, now);
  }

  topicBehind(connection: number, sender: Sender, alias: number): string | undefined {
    return this.#broker.topicBehind(connection, sender, alias);
  }

  keepAliveOf(connection: number): number {
    return this.#broker.keepAliveOf(connection);
  }

  decide(connection: number, verdict: Verdict | Admitted, now: number): void {
    this.#broker.decide(connection, verdict, now);
  }

  elapse(now: number): void {
    this.#at(now);
    if (!this.isDown) this.#broker.elapse(now);
  }

  /** Undefined while down: nothing happens then. */
  get wakeAt(): number | undefined {
    return this.#back?.time ?? this.#broker.wakeAt;
  }

  takeOutput(): Output[] {
    const outputs = this.#collect();
    if (this.#taken.length === 0) return outputs;
    const taken = this.#taken;
    this.#taken = [];
    return [...taken, ...outputs];
  }

  shutDown(now: number): void {
    this.#broker.shutDown(now);
  }

  /** Drops all connections without DISCONNECT; the host still has to close its own. `downFor`: ms. */
  restart(withSessions: boolean, downFor: number, now: number): void {
    this.#at(now);
    for (const connection of this.#internal) this.#ended(connection);
    administrationOf(this.#broker).crash(now, !withSessions);
    this.#taken = [];
    if (!withSessions) {
      const firstConnection = this.#opened + 1;
      const seed = administrationOf(this.#broker).nextSeed();
      this.#options.ledger?.clear();
      this.#broker = new Broker({ ...this.#options, seed, firstConnection });
    }
    this.#deadlines.cancel(this.#back);
    this.#back = this.#deadlines.set(now + downFor, (then) => {
      this.#back = undefined;
      administrationOf(this.#broker).restore(then);
    });
    this.#at(now);
  }

  /**
   * Connects a second client under that client's identifier, which leaves session and queue unchanged and
   * disconnects. Returns false if that client is not connected.
   */
  takeOver(clientId: string, now: number): boolean {
    this.#at(now);
    const { sessions, connections, limits } = this.#broker.contents;
    const session = sessions.get(clientId);
    const older = session?.link && connections.get(session.link.id);
    if (session === undefined || older === undefined) return false;
    const { version } = older;
    const { expiry, client } = session;
    const connect: ConnectPacket = {
      type: 'connect',
      protocolName: version === 3 ? 'MQIsdp' : 'MQTT',
      protocolLevel: version,
      // Before MQTT 5, only this flag decides whether the session is kept.
      cleanStart: version < 5 && expiry === 0,
      keepAlive: 0,
      clientId,
      properties:
        version === 5 && expiry > 0 ? [{ name: 'sessionExpiryInterval', value: expiry }] : [],
      ...(client.userName !== undefined && { userName: client.userName }),
    };
    const own = this.#broker.openTrusted(INTERNAL, now, client.admitted);
    this.#opened = own;
    this.#internal.add(own);
    this.#wire.opened(own, INTERNAL, now);
    // A reported backlog keeps messages from being sent to it.
    this.#broker.backlog(own, limits.backlogPause + 1, now);
    this.#send(own, encode(connect, version), now);
    // Its CONNACK is sent before it disconnects.
    this.#taken.push(...this.#collect());
    this.#send(own, encode({ type: 'disconnect', reasonCode: 0, properties: [] }, version), now);
    return true;
  }

  #send(connection: number, bytes: Uint8Array, now: number): void {
    this.#wire.fromClient(connection, bytes, now);
    this.#broker.receive(connection, bytes, now);
  }

  #collect(): Output[] {
    const outputs = this.#broker.takeOutput();
    return this.#internal.size === 0
      ? outputs
      : outputs.filter((output) => this.#isForHost(output));
  }

  #isForHost(output: Output): boolean {
    const { connection } = output;
    if (!this.#internal.has(connection)) return true;
    if (output.kind === 'send') this.#wire.toClient(connection, output.bytes, this.#now);
    else this.#ended(connection);
    return false;
  }

  #ended(connection: number): void {
    this.#internal.delete(connection);
    this.#broker.close(connection, this.#now);
    this.#wire.closed(connection, this.#now);
  }

  /** Ends the downtime first if it is over. */
  #at(now: number): void {
    this.#now = Math.max(this.#now, now);
    this.#deadlines.elapse(this.#now);
  }
}
