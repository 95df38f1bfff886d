/**
 * Lies between a host and the broker, has the broker's face, and treats packets of both directions
 * by rules. No I/O, no clock, no chance of its own. Without rules bytes pass through untouched.
 */
import type { ConnectPacket, Sender } from '../../mqtt/packet.ts';
import { Account } from '../core/ledger.ts';
import type { Output, Peer } from '../core/options.ts';
import { dismissal } from './answer.ts';
import type { FaultAnswer, FaultRule } from './faultRule.ts';
import type { Mark, WaitingPacket } from './marks.ts';
import type { OneShotFault } from './oneShotFault.ts';
import type { PacketFilters, PacketTest } from './packetFilters.ts';
import { PacketFlow } from './packetFlow.ts';
import { RuleSet, type RuleState } from './ruleSet.ts';
import { type BrokerFace, Transit, type TreatedBroker } from './transit.ts';
import { type PassedConnection, TreatedConnection } from './treatedConnection.ts';
import { isOnePacket, type Verdict, type WaitingWhole, wholeOf } from './verdict.ts';
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
  readonly #conceals: PacketTest;
  /** What reads the filters of rules; undefined: nothing does, and no rule may have one. */
  readonly filters: PacketFilters | undefined;
  /** Connections whose CONNACK has something to tell. */
  readonly #unanswered = new Set<TreatedConnection>();
  /** Connections that the broker is to end on purpose. */
  readonly #claimed = new Set<TreatedConnection>();

  constructor(broker: TreatedBroker, options: FaultLayerOptions) {
    const { marked = ignore, placed = ignore, behind = ignore, passed = ignore } = options;
    const { account = new Account(), finished = ignore, isServerInPieces = false } = options;
    this.#broker = broker;
    this.filters = options.filters;
    this.#conceals = options.conceals ?? mayHoldSecrets;
    this.#rules = new RuleSet(options.filters);
    this.#maximumPacketSize = options.maximumPacketSize;
    this.#nameOf = options.nameOf ?? (({ clientId }) => clientId);
    this.#account = account;
    this.#isServerInPieces = isServerInPieces;
    this.#transit = new Transit(broker, { marked, placed, behind, passed }, account, finished);
    this.#flow = new PacketFlow(this.#rules, this.#transit, account);
  }

  open(peer: Peer, now: number): number {
    const id = this.#broker.open(peer, this.#at(now));
    this.#begin(id);
    return id;
  }

  /** A connection that was there before this layer, on which all has passed untouched. */
  adopt({ id, opened, passed, backlog }: PassedConnection): void {
    this.#at(opened);
    const connection = this.#begin(id);
    connection.backlog = backlog;
    for (const { sender, bytes, time } of passed) {
      this.#at(time);
      if (sender === 'client') {
        this.#introduce(connection, bytes);
      } else {
        this.#name(connection, bytes);
      }
      this.#flow.letPass(connection, sender, bytes);
    }
  }

  receive(id: number, bytes: Uint8Array, now: number): void {
    const time = this.#at(now);
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
    this.#at(now);
    const connection = this.#transit.connections.get(id);
    if (connection === undefined || !connection.isListening) return;
    this.#flow.release(connection);
    this.#transit.enter(connection, sender, 'half');
  }

  close(id: number, now: number): void {
    const time = this.#at(now);
    const connection = this.#transit.connections.get(id);
    if (connection === undefined) return;
    this.#unanswered.delete(connection);
    this.#claimed.delete(connection);
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
    this.#broker.backlog(id, bytes + connection.toldBytes, this.#at(now));
  }

  inputBacklog(id: number, bytes: number, now: number): void {
    this.#broker.inputBacklog(id, bytes, this.#at(now));
  }

  elapse(now: number): void {
    const time = this.#at(now);
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
    const time = this.#at(now);
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

  /** The first `count` of all that waits, oldest first, and how many there are. */
  waiting(count: number): { readonly packets: readonly WaitingPacket[]; readonly total: number } {
    return this.#transit.waiting(count, this.#conceals);
  }

  /** Its name, once it is known. */
  nameOf(id: number): string | undefined {
    return this.#transit.connections.get(id)?.clientId;
  }

  /** Ends one connection without a word. */
  end(id: number, rule: string, now: number): void {
    this.#at(now);
    const connection = this.#transit.connections.get(id);
    if (connection === undefined) return;
    connection.endedBy = rule;
    this.#transit.cut(connection);
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

  /** Lets a packet go, whatever it waits for; `all`: every one. Returns how many. */
  release(packet: number | 'all', now: number): number {
    this.#at(now);
    return this.#transit.release(({ number }) => packet === 'all' || number === packet);
  }

  /** A packet that waits, whole, and what is known of it. */
  waitingPacket(packet: number): WaitingWhole | undefined {
    const found = this.#transit.find(packet);
    return found && wholeOf(found, this.#conceals);
  }

  /**
   * Sends other packets on in the place of one that waits, and some back to who sent it; each is one whole
   * packet. Returns why not.
   */
  decide(
    packet: number,
    { forward, back }: Verdict,
    now: number,
  ): 'gone' | 'no packet' | 'too large' | undefined {
    this.#at(now);
    const found = this.#transit.find(packet);
    if (found === undefined) return 'gone';
    for (const bytes of [...forward, ...back]) {
      if (!isOnePacket(bytes)) return 'no packet';
      if (bytes.length > this.#maximumPacketSize) return 'too large';
    }
    this.#transit.decide(found, forward, back);
    return undefined;
  }

  /** From now on each packet of that client waits until it is let go. */
  step(client: string, withPings: boolean): void {
    this.#transit.steps.set(client, withPings);
  }

  get stepping(): readonly { readonly client: string; readonly withPings: boolean }[] {
    return [...this.#transit.steps].map(([client, withPings]) => ({ client, withPings }));
  }

  /** What has waited goes. */
  endStep(client: string, now: number): void {
    this.#at(now);
    this.#transit.steps.delete(client);
    this.#transit.release(({ isStepped }, { clientId }) => isStepped && clientId === client, true);
  }

  /** The next packet that waits in step mode, in that direction or the older of both; false: none. */
  letGo(client: string, sender: Sender | undefined, now: number): boolean {
    this.#at(now);
    const next = this.#transit.nextStep(client, sender);
    return next !== undefined && this.#transit.release((entry) => entry === next, true) > 0;
  }

  /**
   * Ends connections without a word, as a broker does that breaks down and starts again with its
   * sessions: those of one client, or all. Returns how many.
   */
  cut(client: string | undefined, now: number): number {
    this.#at(now);
    const affected = this.#connectionsOf(client);
    for (const connection of affected) this.#transit.cut(connection);
    return affected.length;
  }

  /** The broker breaks down: connections end without a word, and nothing that is on its way arrives. */
  breakDown(now: number): void {
    this.#at(now);
    for (const connection of this.#transit.connections.values()) this.#transit.cut(connection);
  }

  /** Whether a transport of this client is open, let in or not. */
  isConnected(client: string): boolean {
    return this.#connectionsOf(client).length > 0;
  }

  /** Its transport is closed, and the broker has not heard of it: something of it still waits. */
  hasLeft(id: number): boolean {
    return this.#transit.connections.get(id)?.isGone === true;
  }

  /**
   * Ends a client's connection as a server does, with DISCONNECT where its version has one, and with
   * nothing that the broker would know of. Marked with `rule`. Returns how many connections.
   */
  dismiss(client: string, answer: FaultAnswer, rule: string, now: number): number {
    this.#at(now);
    const affected = this.#connectionsOf(client).filter(({ isListening }) => isListening);
    for (const connection of affected) {
      const { bytes } = dismissal(connection.version, answer);
      if (bytes !== undefined) {
        const marked = { rule, action: 'made' } as const;
        const treated = this.#transit.marker.treat();
        this.#transit.enter(connection, 'server', 'packet', bytes, { treated, marked });
      } else {
        connection.endedBy = rule;
      }
      connection.isDeaf = true;
      this.#transit.enter(connection, 'server', 'cut');
    }
    return affected.length;
  }

  /**
   * The broker is about to end connections because `rule` has it do so: those of one client, or all.
   * Its word to them is marked with that, or else the end. undefined: it does not after all.
   */
  claimEnds(client: string | undefined, rule: string | undefined): void {
    for (const connection of this.#connectionsOf(client)) {
      connection.endedBy = rule;
      if (rule === undefined) this.#claimed.delete(connection);
      else this.#claimed.add(connection);
    }
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
    if (this.#unanswered.delete(connection)) connection.readConnack(bytes);
  }

  #connectionsOf(client: string | undefined): TreatedConnection[] {
    return [...this.#transit.connections.values()].filter(
      ({ isGone, clientId }) => !isGone && (client === undefined || clientId === client),
    );
  }

  /** Time never goes back. */
  #at(now: number): number {
    if (now > this.#transit.now) this.#transit.now = now;
    return this.#transit.now;
  }

  get #isIdle(): boolean {
    return (
      this.#rules.isEmpty &&
      this.#transit.isFree &&
      this.#flow.isFree &&
      this.#unanswered.size + this.#claimed.size === 0
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
