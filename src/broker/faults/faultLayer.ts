/**
 * Lies between a host and the broker, has the broker's face, and treats packets of both directions
 * by rules. No I/O, no clock, no chance of its own. Without rules bytes pass through untouched.
 */

import type { ConnectPacket, Sender } from '../../mqtt/tables/packet.ts';
import type { Output } from '../core/contract/output.ts';
import type { Peer } from '../core/contract/parties.ts';
import { Account } from '../core/memory/ledger.ts';
import { ChosenEnds } from './chosenEnds.ts';
import type { FaultRule } from './faultRule.ts';
import { HeldPackets } from './heldPackets.ts';
import type { Mark } from './marks.ts';
import type { OneShotFault } from './oneShotFault.ts';
import type { PacketFilters, PacketTest } from './packetFilters.ts';
import { PacketFlow } from './packetFlow.ts';
import { RuleSet, type RuleState } from './ruleSet.ts';
import { type BrokerFace, Transit, type TreatedBroker } from './transit.ts';
import { type PassedConnection, TreatedConnection } from './treatedConnection.ts';
import { mayHoldSecrets } from './waitingList.ts';

export interface FaultLayerOptions {
  /** The broker's limit, so that it hears of a larger packet at once. */
  readonly maximumPacketSize: number;
  /** By which name rules know a client; its client identifier by default. */
  readonly nameOf?: (packet: ConnectPacket) => string;
  readonly filters?: PacketFilters | undefined;
  /** Whether a packet holds what nobody may see who looks on; CONNECT and AUTH by default. */
  readonly conceals?: PacketTest;
  /** Hears of each packet treated. */
  readonly marked?: (mark: Mark) => void;
  /** Hears where on the wire to its client a packet stands that was marked, or that the layer made. */
  readonly placed?: (mark: Mark) => void;
  /** Hears of what waits for a client only behind what a rule holds, and of its going. */
  readonly behind?: (mark: Mark) => void;
  readonly passed?: (mark: Mark) => void;
  /**
   * Charged with what is kept here. Packets that wait may take all of it, and a connection that brings
   * more is cut; those that are not there as a whole a third, and above it they pass untreated.
   */
  readonly account?: Account;
  /** What the broker sends comes in any pieces, and not in whole packets alone. */
  readonly isServerInPieces?: boolean;
  /** Where each side of a connection may end by itself: that side sends no more, and all before it has gone. */
  readonly finished?: (connection: number, sender: Sender) => void;
}

const ignore = (): void => undefined;

export class FaultLayer implements BrokerFace {
  readonly #broker: TreatedBroker;
  readonly #maximumPacketSize: number;
  readonly #isServerInPieces: boolean;
  readonly #account: Account;
  readonly #nameOf: (packet: ConnectPacket) => string;
  readonly #rules: RuleSet;
  readonly #transit: Transit;
  readonly #flow: PacketFlow;
  /** Packets that wait, and letting them go. */
  readonly held: HeldPackets;
  /** Connections that are ended on purpose. */
  readonly ends: ChosenEnds;
  /** What reads the filters of rules; undefined: nothing does, and no rule may have one. */
  readonly filters: PacketFilters | undefined;
  /** Connections whose CONNACK has something to tell. */
  readonly #unanswered = new Set<TreatedConnection>();

  constructor(broker: TreatedBroker, options: FaultLayerOptions) {
    const { marked = ignore, placed = ignore, behind = ignore, passed = ignore } = options;
    const { account = new Account(), finished = ignore, isServerInPieces = false } = options;
    this.#broker = broker;
    this.filters = options.filters;
    this.#rules = new RuleSet(options.filters);
    this.#maximumPacketSize = options.maximumPacketSize;
    this.#nameOf = options.nameOf ?? (({ clientId }) => clientId);
    this.#account = account;
    this.#isServerInPieces = isServerInPieces;
    this.#transit = new Transit(broker, { marked, placed, behind, passed }, account, finished);
    this.#flow = new PacketFlow(this.#rules, this.#transit, account);
    const { conceals = mayHoldSecrets, maximumPacketSize } = options;
    this.held = new HeldPackets(this.#transit, conceals, maximumPacketSize);
    this.ends = new ChosenEnds(this.#transit);
  }

  open(peer: Peer, now: number): number {
    const id = this.#broker.open(peer, this.#transit.at(now));
    this.#begin(id);
    return id;
  }

  /** A connection that was there before this layer, on which all has passed untouched. */
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

  /** That side sends no more, and the other one may go on. What it sent goes first. */
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
    this.#broker.backlog(id, bytes + connection.toldBytes, this.#transit.at(now));
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

  /** Ends all connections; what waits here is lost with them. */
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

  /** In place of those before; one that stays as it was keeps its counts. What waits goes on waiting. */
  setRules(rules: readonly FaultRule[]): void {
    this.#rules.set(rules);
  }

  get rules(): readonly RuleState[] {
    return this.#rules.states;
  }

  /** False where there is no such rule. */
  enable(rule: string, enabled: boolean): boolean {
    return this.#rules.enable(rule, enabled);
  }

  /** Comes before the rules, until a packet sets it off. */
  addOneShot(fault: OneShotFault): void {
    this.#rules.addOneShot(fault);
  }

  removeOneShot(fault: OneShotFault): void {
    this.#rules.removeOneShot(fault);
  }

  /** Its name, once it is known. */
  nameOf(id: number): string | undefined {
    return this.#transit.connections.get(id)?.clientId;
  }

  /** Bytes that this side has sent, and that have to wait. */
  waitingBytes(id: number, sender: Sender): number {
    return this.#transit.connections.get(id)?.lane(sender).bytes ?? 0;
  }

  /** Whether packets of this connection would be treated now, or wait. */
  isTreating(id: number): boolean {
    const connection = this.#transit.connections.get(id);
    return connection !== undefined && this.#flow.treats(connection);
  }

  /** Connections whose bytes are no packets, or not any more: no rule applies to them. */
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
      // For want of memory; what waits here goes with the transport.
      this.#transit.output.push(output);
      return;
    }
    if (connection.isSilent) {
      // The client does not hear of its end either.
      if (!isEnd) this.#flow.fromServer(connection, output.bytes);
      return;
    }
    if (connection.isGone) {
      // Nobody hears it; if the broker has ended it, what still waits for the broker is vain.
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
