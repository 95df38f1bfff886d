/** Observes all bytes between clients and the broker, and shows them to control lines. */

import { base64 } from '@scure/base';
import type { Secrets } from '../../mqtt/secrets/secrets.ts';
import type { ConnectPacket, Sender } from '../../mqtt/tables/packet.ts';
import type { Peer } from '../core/contract/parties.ts';
import { Account } from '../core/memory/ledger.ts';
import type { FaultPlace } from '../faults/commands.ts';
import type { Mark } from '../faults/marks.ts';
import type { SentMark, TapEnded } from './commands.ts';
import { LineTaps, type TapLine } from './lineTaps.ts';
import { Memory } from './memory.ts';
import { PacketMask } from './packetMask.ts';
import { type TapContext, TappedConnection } from './tappedConnection.ts';
import type { WireObserver } from './wirePacket.ts';

/** Shown bytes of a treated packet. */
const SHOWN_BYTES = 64 * 1024;

/** Limit of remembered marks, and bytes of a packet in one. */
const MOST_KEPT = 200;
const LARGEST_KEPT = 4096;

export class Taps implements WireObserver {
  readonly #connections = new Map<number, TappedConnection>();
  readonly #lines = new Set<LineTaps>();
  readonly #context: TapContext;
  readonly #mostEnded: number;
  /** The last ended connections. */
  readonly #ended: TappedConnection[] = [];
  #marks = 0;
  /** The last ones. */
  readonly #kept: SentMark[] = [];

  /**
   * @param clientOf the broker's name for a client; called while its CONNACK passes
   * @param nameOf the client named by a CONNECT; default: its client identifier
   * @param account charged for stored data
   * @param isServerWhole the server's output consists of complete packets
   * @param mostEnded limit of ended connections still shown to later observers
   */
  constructor(
    secrets: Secrets,
    clientOf: (connection: number) => string | undefined,
    nameOf: (packet: ConnectPacket) => string = ({ clientId }) => clientId,
    account = new Account(),
    isServerWhole = true,
    mostEnded = 0,
  ) {
    this.#mostEnded = mostEnded;
    this.#context = {
      secrets,
      memory: new Memory(account, (remembered) => this.#thin(remembered)),
      clientOf,
      nameOf,
      isServerWhole,
      named: (connection) => {
        for (const line of this.#lines) line.begin(connection, false);
      },
    };
  }

  /**
   * Requires at least as many packets as connections; visiting all of these would otherwise dominate the cost
   * of each packet.
   */
  #thin(remembered: number): boolean {
    if (remembered < this.#ended.length + this.#connections.size) return false;
    for (const connection of this.#ended) halve(connection);
    for (const connection of this.#connections.values()) halve(connection);
    return true;
  }

  /** Attaches a control line until `end`. @param at the place, if it is not the broker */
  attach(line: TapLine, at?: FaultPlace): LineTaps {
    const remembered = {
      connections: () => this.#connections.values(),
      ended: () => this.#ended,
      marks: (client: string | undefined) => this.#keptMarks(client),
      account: this.#context.memory.account,
    };
    const taps = new LineTaps(line, remembered, at);
    this.#lines.add(taps);
    return taps;
  }

  detach(taps: LineTaps): void {
    taps.end();
    this.#lines.delete(taps);
  }

  opened(id: number, peer: Peer, now: number): void {
    const connection = new TappedConnection(id, peer, now, this.#context);
    this.#connections.set(id, connection);
    for (const line of this.#lines) line.begin(connection, true);
  }

  fromClient(connection: number, bytes: Uint8Array, now: number): void {
    this.#connections.get(connection)?.passes('client', bytes, now);
  }

  toClient(connection: number, bytes: Uint8Array, now: number): void {
    this.#connections.get(connection)?.passes('server', bytes, now);
  }

  /** The side sends WebSocket text frames [MQTT-6.0.0-1]. */
  textFrames(connection: number, sender: Sender): void {
    this.#connections.get(connection)?.textFrames(sender);
  }

  /** A side has ended it, and the other one has not yet. */
  halfClosed(connection: number, ended: TapEnded): void {
    this.#connections.get(connection)?.halfClosed(ended);
  }

  closed(connection: number, now: number, ended?: TapEnded): void {
    const tapped = this.#connections.get(connection);
    this.#connections.delete(connection);
    tapped?.closed(now, ended, this.#mostEnded > 0);
    if (tapped === undefined || this.#mostEnded === 0) return;
    this.#ended.push(tapped);
    if (this.#ended.length > this.#mostEnded) this.#ended.shift()?.forget();
  }

  marked(mark: Mark): void {
    this.#report(mark, false);
  }

  placed(mark: Mark): void {
    this.#report(mark, true);
  }

  #report(mark: Mark, placed: boolean): void {
    this.#marks += 1;
    const watching = [...this.#lines].filter((line) => line.watchesMarks(mark.client));
    const isKept = mark.bytes.length <= LARGEST_KEPT;
    if (!isKept && watching.length === 0) return;
    const sent = this.#sent(mark, placed);
    if (isKept) this.#kept.push(sent);
    if (this.#kept.length > MOST_KEPT) this.#kept.shift();
    for (const line of watching) line.mark(sent);
  }

  /** Sends the output of this turn. */
  flush(): void {
    for (const line of this.#lines) line.flush();
  }

  #keptMarks(client: string | undefined): readonly SentMark[] {
    return this.#kept.filter((mark) => client === undefined || mark.client === client);
  }

  #sent({ bytes, ...mark }: Mark, placed: boolean): SentMark {
    const connection = this.#connections.get(mark.connection);
    const sender = mark.direction === 'from-client' ? 'client' : 'server';
    // A delayed packet may outlive its connection.
    const shown =
      connection?.withoutSecrets(bytes, sender) ??
      new PacketMask(this.#context.secrets).next(bytes, sender);
    return {
      ...mark,
      mark: this.#marks,
      placed,
      opened: connection?.opened ?? mark.time,
      packet: base64.encode(shown.bytes.subarray(0, SHOWN_BYTES)),
      size: bytes.length,
      masked: shown.masked,
    };
  }
}

const halve = (connection: TappedConnection): void =>
  connection.remember(Math.floor(connection.remembered / 2));
