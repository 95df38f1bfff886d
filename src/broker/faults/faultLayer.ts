/**
 * Fault injection between a host and the broker, with the broker's interface. Treats packets of both
 * directions by rules. Contains no I/O, no clock and no randomness. Without rules, bytes pass unchanged.
 */

import type { ConnectPacket, Sender } from '../../mqtt/tables/packet.ts';
import type { Output } from '../core/contract/output.ts';
import type { Peer } from '../core/contract/parties.ts';
import { Account } from '../core/memory/ledger.ts';
import { ChosenEnds } from './chosenEnds.ts';
import type { FaultRule } from './faultRule.ts';
import { HeldPackets } from './heldPackets.ts';
import type { Mark } from './marks.ts';
import type { PacketFilters, PacketTest, WithoutSecrets } from './packetFilters.ts';
import { PacketFlow } from './packetFlow.ts';
import { type OneShotFault, RuleSet, type RuleState } from './ruleSet.ts';
import { type BrokerInterface, Transit, type TreatedBroker } from './transit.ts';
import { type PassedConnection, TreatedConnection } from './treatedConnection.ts';
import { mayHoldSecrets } from './waitingList.ts';

export interface FaultLayerOptions {
  /** The broker's limit, so that the broker rejects a larger packet at once. */
  readonly maximumPacketSize: number;
  /** Returns the client's name for rules; default: its client identifier. */
  readonly nameOf?: (packet: ConnectPacket) => string;
  readonly filters?: PacketFilters | undefined;
  /**
   * A packet without values hidden from observers; undefined: it has none. Filters see this, so they find no
   * secret by trying. Default: CONNECT and AUTH are hidden from observers.
   */
  readonly withoutSecrets?: WithoutSecrets;
  /** Called for each treated packet. */
  readonly marked?: (mark: Mark) => void;
  /** Called with the wire position of a packet to the client that was marked or made by the layer. */
  readonly placed?: (mark: Mark) => void;
  /** Called for packets to a client that only wait after a held one, and when they are released. */
  readonly behind?: (mark: Mark) => void;
  readonly passed?: (mark: Mark) => void;
  /**
   * Charged for everything kept here. Waiting packets may use all of it; above that the connection is cut.
   * Incomplete packets may use a third; above that they pass untreated.
   */
  readonly account?: Account;
  /** The broker's output may be split anywhere, not only between packets. */
  readonly isServerInPieces?: boolean;
  /**
   * Called if the sides of a connection can end separately: that side has stopped sending, and all earlier
   * data was passed on.
   */
  readonly finished?: (connection: number, sender: Sender) => void;
}

const ignore = (): void => undefined;

export class FaultLayer implements BrokerInterface {
  readonly #broker: TreatedBroker;
  readonly #maximumPacketSize: number;
  readonly #isServerInPieces: boolean;
  readonly #account: Account;
  readonly #nameOf: (packet: ConnectPacket) => string;
  readonly #rules: RuleSet;
  readonly #transit: Transit;
  readonly #flow: PacketFlow;
  /** Waiting packets and their release. */
  readonly held: HeldPackets;
  /** Ends connections on purpose. */
  readonly ends: ChosenEnds;
  /** Compiles the filters of rules; undefined: rules may have no filter. */
  readonly filters: PacketFilters | undefined;
  /** Connections whose CONNACK must be read. */
  readonly #unanswered = new Set<TreatedConnection>();

  constructor(broker: TreatedBroker, options: FaultLayerOptions) {
    const { marked = ignore, placed = ignore, behind = ignore, passed = ignore } = options;
    const { account = new Account(), finished = ignore, isServerInPieces = false } = options;
    this.#broker = broker;
    this.filters = options.filters;
    this.#rules = new RuleSet(options.filters, options.withoutSecrets);
    this.#maximumPacketSize = options.maximumPacketSize;
    this.#nameOf = options.nameOf ?? (({ clientId }) => clientId);
    this.#account = account;
    this.#isServerInPieces = isServerInPieces;
    this.#transit = new Transit(broker, { marked, placed, behind, passed }, account, finished);
    this.#flow = new PacketFlow(this.#rules, this.#transit, account);
    const { withoutSecrets, maximumPacketSize } = options;
    const conceals: PacketTest =
      withoutSecrets === undefined
        ? mayHoldSecrets
        : (packet) => withoutSecrets(packet) !== undefined;
    this.held = new HeldPackets(this.#transit, conceals, maximumPacketSize);
    this.ends = new ChosenEnds(this.#transit);
  }

  open(peer: Peer, now: number): number {
    const id = this.#broker.open(peer, this.#transit.at(now));
    this.#begin(id);
    return id;
  }

  /** Takes over a connection older than this layer, whose bytes passed unchanged. */
  adopt({ id, opened, passed, backlog }: PassedConnection): void {
    this.#transit.at(opened);
    const connection = this.#begin(id);
    connection.backlog = backlog;
    for (const { sender, bytes, time } of passed) {
      this.#transit.at(time);
      if (sender === 'client') {
        this.#introduce(connection, bytes);
      } else {
        this.#name(connection, bytes);
      }
      this.#flow.letPass(connection, sender, bytes);
    }
  }

  receive(id: number, bytes: Uint8Array, now: number): void {
    const time = this.#transit.at(now);
    const connection = this.#transit.connections.get(id);
    if (connection === undefined) return;
    if (connection.isSilent) this.#flow.fromClient(connection, bytes);
    if (!connection.isListening) return;
    this.#introduce(connection, bytes);
    if (!this.#flow.treats(connection)) {
      this.#flow.release(connection);
      this.#flow.letPass(connection, 'client', bytes);
      this.#broker.receive(id, bytes, time);
      return;
    }
    this.#flow.fromClient(connection, bytes);
  }

  /** The side has stopped sending; the other side may continue. Earlier bytes are passed on first. */
  finish(id: number, sender: Sender, now: number): void {
    this.#transit.at(now);
    const connection = this.#transit.connections.get(id);
    if (connection === undefined || !connection.isListening) return;
    this.#flow.release(connection);
    this.#transit.enter(connection, sender, 'half');
  }

  close(id: number, now: number): void {
    const time = this.#transit.at(now);
    const connection = this.#transit.connections.get(id);
    if (connection === undefined) return;
    this.#unanswered.delete(connection);
    this.ends.forget(connection);
    if (!connection.isListening) {
      this.#transit.forget(connection);
      this.#broker.close(id, time);
    } else {
      this.#flow.release(connection);
      this.#transit.leave(connection);
    }
    this.#flow.discard(connection);
  }

  backlog(id: number, bytes: number, now: number): void {
    const connection = this.#transit.connections.get(id);
    if (connection === undefined) return;
    connection.backlog = bytes;
    this.#broker.backlog(id, bytes + connection.reportedBytes, this.#transit.at(now));
  }

  inputBacklog(id: number, bytes: number, now: number): void {
    this.#broker.inputBacklog(id, bytes, this.#transit.at(now));
  }

  elapse(now: number): void {
    const time = this.#transit.at(now);
    this.#transit.deadlines.elapse(time);
    this.#broker.elapse(time);
  }

  get wakeAt(): number | undefined {
    const own = this.#transit.deadlines.next;
    const brokers = this.#broker.wakeAt;
    if (own === undefined || brokers === undefined) return own ?? brokers;
    return Math.min(own, brokers);
  }

  takeOutput(): Output[] {
    for (;;) {
      const outputs = this.#broker.takeOutput();
      if (this.#isIdle && this.#transit.output.length === 0) {
        for (const output of outputs) this.#countSent(output);
        return outputs;
      }
      if (outputs.length === 0) break;
      for (const output of outputs) this.#fromBroker(output);
    }
    const taken = this.#transit.output;
    this.#transit.output = [];
    return taken;
  }

  /** Ends all connections and discards waiting packets. */
  shutDown(now: number): void {
    const time = this.#transit.at(now);
    this.#rules.clear();
    this.#transit.steps.clear();
    for (const connection of this.#transit.connections.values()) {
      if (connection.isListening) this.#transit.clear(connection);
      else this.#transit.cut(connection);
    }
    this.#broker.shutDown(time);
  }

  /** Replaces the rules; unchanged ones keep their counts. Waiting packets still wait. */
  setRules(rules: readonly FaultRule[]): void {
    this.#rules.set(rules);
  }

  get rules(): readonly RuleState[] {
    return this.#rules.states;
  }

  /** Returns false if the rule does not exist. */
  enable(rule: string, enabled: boolean): boolean {
    return this.#rules.enable(rule, enabled);
  }

  /** Applied before the rules, until a packet triggers it. */
  addOneShot(fault: OneShotFault): void {
    this.#rules.addOneShot(fault);
  }

  removeOneShot(fault: OneShotFault): void {
    this.#rules.removeOneShot(fault);
  }

  /** The client's name, once it is known. */
  nameOf(id: number): string | undefined {
    return this.#transit.connections.get(id)?.clientId;
  }

  /** Waiting bytes from this side. */
  waitingBytes(id: number, sender: Sender): number {
    return this.#transit.connections.get(id)?.lane(sender).bytes ?? 0;
  }

  /** True if packets of this connection would be treated or delayed now. */
  isTreating(id: number): boolean {
    const connection = this.#transit.connections.get(id);
    return connection !== undefined && this.#flow.treats(connection);
  }

  /** Number of connections whose bytes are not (or no longer) packets, so that no rule applies. */
  get unreadable(): number {
    let count = 0;
    for (const { isUnreadable } of this.#transit.connections.values()) if (isUnreadable) count += 1;
    return count;
  }

  #begin(id: number): TreatedConnection {
    const treated = new TreatedConnection(id, {
      maximumPacketSize: this.#maximumPacketSize,
      isServerInPieces: this.#isServerInPieces,
      nameOf: this.#nameOf,
      topicBehind: (sender, alias) => this.#broker.topicBehind(id, sender, alias),
      account: this.#account,
    });
    this.#transit.connections.set(id, treated);
    return treated;
  }

  #introduce(connection: TreatedConnection, bytes: Uint8Array): void {
    connection.introduce(bytes);
    if (connection.awaitsConnack) this.#unanswered.add(connection);
  }

  #name(connection: TreatedConnection, bytes: Uint8Array): void {
    if (!this.#unanswered.has(connection)) return;
    connection.readConnack(bytes);
    if (!connection.awaitsConnack) this.#unanswered.delete(connection);
  }

  get #isIdle(): boolean {
    return (
      this.#rules.isEmpty &&
      this.#transit.isFree &&
      this.#flow.isFree &&
      this.#unanswered.size === 0 &&
      !this.ends.areClaimed
    );
  }

  #countSent(output: Output): void {
    const connection = this.#transit.connections.get(output.connection);
    if (output.kind === 'send' && connection) {
      this.#flow.letPass(connection, 'server', output.bytes);
    }
  }

  #fromBroker(output: Output): void {
    const connection = this.#transit.connections.get(output.connection);
    if (connection === undefined) return;
    const isEnd = output.kind === 'end';
    if (isEnd && output.atOnce) {
      // Cut for lack of memory; its waiting packets are lost with the transport.
      this.#transit.output.push(output);
      return;
    }
    if (connection.isSilent) {
      // The client does not learn of the end either.
      if (!isEnd) this.#flow.fromServer(connection, output.bytes);
      return;
    }
    if (connection.isGone) {
      // The client gets nothing; if the broker has ended the connection, input still waiting for it is
      // useless.
      if (isEnd) this.#transit.forget(connection);
    } else if (connection.isDeaf) {
      return;
    } else if (isEnd) {
      this.#flow.release(connection);
      connection.isDeaf = true;
      this.#transit.enter(connection, 'server', 'over');
    } else {
      this.#send(connection, output);
    }
  }

  #send(connection: TreatedConnection, output: Extract<Output, { kind: 'send' }>): void {
    this.#name(connection, output.bytes);
    if (this.#flow.treats(connection)) {
      this.#flow.fromServer(connection, output.bytes);
      return;
    }
    this.#flow.release(connection);
    this.#flow.letPass(connection, 'server', output.bytes);
    this.#transit.output.push(output);
  }
}
