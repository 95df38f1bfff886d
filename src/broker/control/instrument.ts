/**
 * The broker with fault injection around it and the control interface to both. A host gives it client
 * connections and control lines.
 */

import type { ConnectPacket, Sender } from '../../mqtt/tables/packet.ts';
import type { Broker } from '../core/broker.ts';
import { type Refused, refused } from '../core/commands/refusals.ts';
import type { Output } from '../core/contract/output.ts';
import type { Admitted, Peer } from '../core/contract/parties.ts';
import type { Verdict } from '../core/contract/verdicts.ts';
import { DEFAULT_LIMITS } from '../core/memory/limits.ts';
import { partyOf } from '../core/state/events.ts';
import { FaultLayer } from '../faults/faultLayer.ts';
import type { Mark } from '../faults/marks.ts';
import type { BrokerInterface } from '../faults/transit.ts';
import { Faults } from '../journal/faults.ts';
import type { Journal } from '../journal/journal.ts';
import { NetworkedLayer } from '../network/networkedLayer.ts';
import type { SurroundingBroker } from '../platform/platform.ts';
import { Recipes } from '../recipes/recipes.ts';
import { RelayLines } from '../relayFaults/relayLines.ts';
import type { TapEnded } from '../tap/commands.ts';
import { EndReasons } from '../tap/endReasons.ts';
import type { LineTaps, TapLine } from '../tap/lineTaps.ts';
import { withoutSecrets } from '../tap/packetMask.ts';
import { Taps } from '../tap/taps.ts';
import type { RecordedConnection } from '../warmStart/recordingBroker.ts';
import { ConnectionHistory } from './connectionHistory.ts';
import type { BrokerFacts, ControlCommand, ControlReply } from './control.ts';
import {
  type ControlLine,
  type ControlSession,
  LineSession,
  type Responder,
} from './controlSession.ts';
import { commandHost } from './hostCommands.ts';
import { beginBroker, type InstrumentOptions } from './instrumentOptions.ts';
import { isTapCommand } from './parseCommand.ts';
import { RestartableBroker } from './restartableBroker.ts';
import { type CommandTargets, runCommand, type SteppedFor } from './runCommand.ts';
import { TrafficRates } from './trafficRates.ts';

export class Instrument implements BrokerInterface {
  readonly #options: InstrumentOptions;
  readonly #place: RestartableBroker;
  /** All bytes and times pass through it. */
  readonly #faults: FaultLayer;
  /** Outermost layer: all bytes from and to clients. */
  readonly #networked: NetworkedLayer;
  readonly #recipes: Recipes;
  readonly #journal: Journal;
  readonly #rates = new TrafficRates();
  readonly #history = new ConnectionHistory();
  readonly #taps: Taps;
  /** Connections whose end was not yet reported to journal and taps. */
  readonly #observed = new Set<number>();
  readonly #ends = new EndReasons();
  /** Rule that cut the connection, by connection. */
  readonly #cuts = new Map<number, string>();
  readonly #lines = new Set<LineSession>();
  /** Clients in step mode until a line closes. */
  readonly #stepping = new Map<string, SteppedFor>();
  /** Output that the host has not taken yet. */
  #farewells: Output[] = [];
  #now = 0;

  constructor(options: InstrumentOptions) {
    this.#options = options;
    const { platform } = options;
    const nameOf = (packet: ConnectPacket): string =>
      platform?.sessionNameOf(packet) ?? packet.clientId;
    const begun = options.begun ?? beginBroker(options);
    const recording = begun.takeOver();
    begun.told = (event) => {
      this.#ends.heard(event);
      this.#history.heard(event, this.#now);
    };
    // Observers and fault injection share the broker's memory budget.
    const { taps, faults } = begun.ledger.accounts;
    this.#journal = begun.journal;
    this.#journal.attach(new Faults(this.#journal), (connection) =>
      this.#place.broker.contents.connections.get(connection),
    );
    this.#taps = new Taps(
      options.secrets,
      (connection) => this.#clientOf(connection),
      nameOf,
      taps,
    );
    this.#place = new RestartableBroker(begun, {
      opened: (...opened) => this.#opened(...opened),
      fromClient: (...bytes) => this.#taps.fromClient(...bytes),
      toClient: (...bytes) => this.#taps.toClient(...bytes),
      closed: (connection) => this.#closed(connection, 'server'),
    });
    this.#faults = new FaultLayer(this.#place, {
      maximumPacketSize: { ...DEFAULT_LIMITS, ...options.limits }.maximumPacketSize,
      account: faults,
      nameOf,
      filters: options.faults?.filters,
      withoutSecrets: (packet) => withoutSecrets(options.secrets, packet),
      marked: (mark) => this.#marked(mark),
      placed: (mark) => {
        this.#journal.placed(mark);
        this.#taps.placed(mark);
      },
      behind: (mark) => this.#journal.marked(mark),
      passed: (mark) => this.#journal.placed(mark),
    });
    this.#networked = new NetworkedLayer(this.#faults, faults);
    this.#networked.set(options.faults?.network, this.#now);
    for (const connection of recording) this.#adopt(connection);
    this.#faults.setRules(options.faults?.rules ?? []);
    platform?.attach(this.#ground());
    this.#recipes = new Recipes(this.#faults, (command, now) =>
      commandHost(this.#commanded, command, now),
    );
  }

  open(peer: Peer, now: number): number {
    this.#now = now;
    const connection = this.#networked.open(peer, now);
    this.#opened(connection, peer, now);
    return connection;
  }

  receive(connection: number, bytes: Uint8Array, now: number): void {
    this.#now = now;
    this.#taps.fromClient(connection, bytes, now);
    this.#networked.receive(connection, bytes, now);
  }

  close(connection: number, now: number): void {
    this.#now = now;
    this.#closed(connection, 'client');
    this.#networked.close(connection, now);
  }

  backlog(connection: number, bytes: number, now: number): void {
    this.#now = now;
    this.#networked.backlog(connection, bytes, now);
  }

  /** Reports how many bytes of this connection's input the host holds. */
  inputBacklog(connection: number, bytes: number, now: number): void {
    this.#now = now;
    this.#networked.inputBacklog(connection, bytes, now);
  }

  /** The host's answer after its hook `authenticate` returned `later`. */
  decide(connection: number, verdict: Verdict | Admitted, now: number): void {
    this.#now = now;
    this.#place.decide(connection, verdict, now);
  }

  /** The broker has work for that connection before it reads more of it. */
  isBehind(connection: number): boolean {
    return this.#place.broker.isBehind(connection);
  }

  /** The client has not signed in. */
  isStranger(connection: number): boolean {
    return this.#place.broker.isStranger(connection);
  }

  /** Unwritten bytes of that connection above which the host should read nothing more from it. */
  answerRoom(connection: number): number {
    return this.#place.broker.answerRoom(connection);
  }

  /**
   * Delayed bytes of that client in transit to the broker. If there are many, the host should pause reading
   * from it.
   */
  inputWaits(connection: number): number {
    return this.#networked.waits(connection, 'client');
  }

  elapse(now: number): void {
    this.#now = now;
    this.#networked.elapse(now);
    try {
      this.#options.platform?.elapse(now);
    } catch (error) {
      this.#options.hooks?.failed?.('platform', error);
    }
  }

  get wakeAt(): number | undefined {
    const own = this.#options.platform?.wakeAt;
    const { wakeAt } = this.#networked;
    return own === undefined || wakeAt === undefined ? (own ?? wakeAt) : Math.min(own, wakeAt);
  }

  takeOutput(): Output[] {
    const farewells = this.#farewells;
    this.#farewells = [];
    this.#recipes.settle();
    const outputs = this.#outputs();
    return farewells.length === 0 ? outputs : [...farewells, ...outputs];
  }

  #outputs(): Output[] {
    const outputs = this.#networked.takeOutput();
    for (const output of outputs) this.#observe(output);
    this.#taps.flush();
    return outputs;
  }

  /** Ends all connections and all lines. */
  shutDown(now: number): void {
    this.#now = now;
    this.#networked.shutDown(now);
    // Observers must get it first.
    this.#farewells.push(...this.#outputs());
    for (const line of this.#lines) line.end('ended', { key: 'broker-ends', args: {} });
  }

  /** Opens a control line that is already authorized. `from`: its origin, for a log. */
  control(line: ControlLine, from?: string): ControlSession {
    const tapLine: TapLine = {
      tell: (event) => line.tell(event),
      packets: (batch) => line.packets(batch),
      get backlog() {
        return line.backlog;
      },
      tooSlow: () => session.end('too-slow', { key: 'taps-unread', args: {} }),
    };
    const taps = this.#taps.attach(tapLine);
    const relays = new RelayLines(tapLine, this.#options.relays);
    const responder: Responder = {
      facts: () => this.facts,
      answer: (command, now) => {
        const elsewhere = isTapCommand(command) ? relays.command(command) : undefined;
        return elsewhere ?? this.#answerLine(command, taps, now, from);
      },
      left: () => {
        this.#taps.detach(taps);
        relays.end();
        this.#lines.delete(session);
        this.#endSteps(taps);
      },
    };
    const session = new LineSession(line, responder);
    this.#lines.add(session);
    return session;
  }

  /**
   * Runs a command of the host itself, which takes the output afterwards. Commands that need a line are
   * refused.
   */
  command(command: ControlCommand, now: number): ControlReply {
    return this.#answer(command, undefined, now, undefined);
  }

  /** A new object after a restart without sessions. */
  get broker(): Broker {
    return this.#place.broker;
  }

  get facts(): BrokerFacts {
    const { facts, fleet, platform } = this.#options;
    return {
      program: 'mqttscope',
      ...facts,
      ...(fleet && { fleet: { isRunning: fleet.isRunning() } }),
      ...(platform && {
        platform: { products: platform.known.products.size, devices: platform.known.list.length },
      }),
    };
  }

  /** Commands that wait for a device or for the devices file are answered later. */
  #answerLine(
    command: ControlCommand,
    taps: LineTaps,
    now: number,
    from: string | undefined,
  ): ControlReply | Promise<ControlReply> {
    const { platform, commanded } = this.#options;
    if (platform === undefined) return this.#answer(command, taps, now, from);
    if (command.kind === 'reload-devices') {
      const reading = platform.readAgain().catch((error: unknown) => this.#failed(command, error));
      return reading.then((reply) => {
        commanded?.(from, command, reply);
        return reply;
      });
    }
    const reply = this.#answer(command, taps, now, from);
    const isAwaited = 'wait' in command && command.wait === true;
    if (!isAwaited || reply.kind !== 'platform-called') return reply;
    return new Promise((resolve) => {
      platform.whenDone(reply.call, (call) => resolve({ kind: 'platform-call', call }));
    });
  }

  #answer(
    command: ControlCommand,
    taps: LineTaps | undefined,
    now: number,
    from: string | undefined,
  ): ControlReply {
    const reply = this.#runCommand(command, taps, now);
    this.#options.commanded?.(from, command, reply);
    return reply;
  }

  #runCommand(command: ControlCommand, taps: LineTaps | undefined, now: number): ControlReply {
    // Keeps the time monotonic.
    this.#now = Math.max(this.#now, now);
    try {
      return runCommand(this.#commanded, command, this.#now, taps);
    } catch (error) {
      return this.#failed(command, error);
    }
  }

  #failed({ kind }: ControlCommand, error: unknown): Refused {
    this.#options.hooks?.failed?.(kind, error);
    return refused({ key: 'failed', args: {} });
  }

  get #commanded(): CommandTargets {
    return {
      place: this.#place,
      faults: this.#faults,
      network: this.#networked,
      rates: this.#rates,
      history: this.#history,
      recipes: this.#recipes,
      journal: this.#journal,
      platform: this.#options.platform,
      fleet: this.#options.fleet,
      deviceTaps: this.#options.deviceTaps,
      sensors: this.#options.sensors,
      relays: this.#options.relays,
      facts: () => this.facts,
      stepping: this.#stepping,
    };
  }

  #ground(): SurroundingBroker {
    const place = this.#place;
    const now = (): number => this.#now;
    return {
      get broker() {
        return place.broker;
      },
      get now() {
        return now();
      },
    };
  }

  /** Ends step mode, because the line that released the packets is closed. */
  #endSteps(line: LineTaps): void {
    for (const [key, { owner, client, at }] of this.#stepping) {
      if (owner !== line) continue;
      this.#stepping.delete(key);
      if (at === undefined) this.#faults.held.endStep(client, this.#now);
      else this.#options.relays?.faults(at, { kind: 'end-step', client });
    }
  }

  #clientOf(connection: number): string | undefined {
    return this.#place.broker.contents.connections.get(connection)?.session?.clientId;
  }

  #observe(output: Output): void {
    if (output.kind === 'end') this.#closed(output.connection, 'server');
    else this.#taps.toClient(output.connection, output.bytes, this.#now);
  }

  /** Takes over a connection that began without fault injection. */
  #adopt(recorded: RecordedConnection): void {
    const { id, peer, opened, passed } = recorded;
    this.#now = Math.max(this.#now, opened);
    this.#faults.adopt(recorded);
    this.#opened(id, peer, opened);
    const client = this.#clientOf(id);
    if (client !== undefined) this.#history.adopt(id, client, peer.address, opened);
    for (const { sender, bytes, time } of passed) {
      this.#now = Math.max(this.#now, time);
      if (sender === 'client') this.#taps.fromClient(id, bytes, time);
      else this.#taps.toClient(id, bytes, time);
    }
    if (recorded.isEnded) this.#closed(id, 'server');
  }

  #opened(connection: number, peer: Peer, now: number): void {
    this.#observed.add(connection);
    this.#taps.opened(connection, peer, now);
  }

  /** @param by the side whose transport has ended or is about to end */
  #closed(connection: number, by: Sender): void {
    if (!this.#observed.delete(connection)) return;
    this.#options.platform?.closed(connection);
    this.#journal.closed(connection);
    this.#taps.closed(connection, this.#now, this.#endOf(connection, by));
    this.#cuts.delete(connection);
  }

  #endOf(connection: number, by: Sender): TapEnded {
    const told = this.#ends.take(connection);
    const rule = this.#cuts.get(connection);
    if (rule !== undefined) return { cut: { rule } };
    if (told === 'client') return { by: 'client' };
    if (told !== undefined) return { by: 'server', why: told };
    // An end that the broker did not cause was cut around it.
    return by === 'client' ? { by } : { cut: {} };
  }

  #reportOverflow({ connection: id }: Mark): void {
    const connection = this.#place.broker.contents.connections.get(id);
    this.#options.events?.({
      kind: 'limit',
      ...(connection && partyOf(connection)),
      limit: 'faultBytes',
      reason: 'Packets that wait use up all memory for them.',
    });
  }

  #marked(mark: Mark): void {
    if (mark.action === 'overflow') this.#reportOverflow(mark);
    const isCut = mark.action === 'cut' || mark.action === 'overflow';
    if (isCut && this.#observed.has(mark.connection)) {
      this.#cuts.set(mark.connection, mark.rule);
      this.#history.cut(mark.connection, mark.rule);
    }
    this.#options.faults?.marked?.(mark);
    this.#journal.marked(mark);
    this.#taps.marked(mark);
  }
}
