/** The fault layer combined with a simulated network: a host's clients connect through it unaware. */

import type { Sender } from '../../mqtt/tables/packet.ts';
import type { Output } from '../core/contract/output.ts';
import type { Peer } from '../core/contract/parties.ts';
import { Account } from '../core/memory/ledger.ts';
import type { FaultLayer } from '../faults/faultLayer.ts';
import { NETWORK } from '../faults/marks.ts';
import type { NetworkConditions } from '../faults/networkConditions.ts';
import type { BrokerInterface } from '../faults/transit.ts';
import type { PassedConnection } from '../faults/treatedConnection.ts';
import { Network } from './network.ts';

export class NetworkedLayer implements BrokerInterface {
  readonly #layer: FaultLayer;
  readonly #network: Network;
  readonly #finished: ((connection: number, sender: Sender) => void) | undefined;
  #output: Output[] = [];
  /** Unwritten bytes reported by the host, of connections with bytes in transit. */
  readonly #backlogs = new Map<number, number>();
  #now = 0;

  /**
   * @param account charged for bytes in transit
   * @param finished called when a side has stopped sending and all its data has arrived
   */
  constructor(
    layer: FaultLayer,
    account = new Account(),
    finished?: (connection: number, sender: Sender) => void,
  ) {
    this.#layer = layer;
    this.#finished = finished;
    this.#network = new Network(
      {
        bytes: (connection, sender, bytes) => this.#arrive(connection, sender, bytes),
        finished: (connection, sender) => this.#finish(connection, sender),
        closed: (connection, sender) => this.#close(connection, sender),
        reset: (connection) => this.#layer.ends.end(connection, NETWORK, this.#now),
      },
      (connection) => layer.nameOf(connection),
      account,
    );
  }

  get conditions(): NetworkConditions | undefined {
    return this.#network.conditions;
  }

  /** undefined: no simulated network. */
  set(conditions: NetworkConditions | undefined, now: number): void {
    this.#at(now);
    this.#network.set(conditions, this.#now);
  }

  open(peer: Peer, now: number): number {
    return this.#layer.open(peer, this.#at(now));
  }

  adopt(connection: PassedConnection): void {
    this.#at(connection.opened);
    this.#layer.adopt(connection);
  }

  receive(connection: number, bytes: Uint8Array, now: number): void {
    this.#at(now);
    if (this.#network.isFree) this.#layer.receive(connection, bytes, this.#now);
    else this.#network.send(connection, 'client', bytes, this.#now);
  }

  /** The side has stopped sending; the server's end has already passed the layer. */
  finish(connection: number, sender: Sender, now: number): void {
    this.#network.finish(connection, sender, this.#at(now));
  }

  close(connection: number, now: number): void {
    this.#network.close(connection, 'client', this.#at(now));
  }

  /** Both ends are closed: bytes in transit are lost. */
  abandon(connection: number, now: number): void {
    this.#at(now);
    if (this.#network.has(connection)) this.#close(connection, 'client');
  }

  backlog(connection: number, bytes: number, now: number): void {
    this.#at(now);
    this.#backlogs.set(connection, bytes);
    this.#reportBacklog(connection);
  }

  inputBacklog(connection: number, bytes: number, now: number): void {
    this.#layer.inputBacklog(connection, bytes, this.#at(now));
  }

  elapse(now: number): void {
    this.#at(now);
    this.#network.elapse(this.#now);
    this.#layer.elapse(this.#now);
  }

  get wakeAt(): number | undefined {
    const { wakeAt } = this.#layer;
    const own = this.#network.wakeAt;
    return own === undefined || wakeAt === undefined ? (own ?? wakeAt) : Math.min(own, wakeAt);
  }

  takeOutput(): Output[] {
    const outputs = this.#layer.takeOutput();
    if (this.#network.isFree && this.#output.length === 0) return outputs;
    for (const output of outputs) this.#send(output);
    const taken = this.#output;
    this.#output = [];
    return taken;
  }

  shutDown(now: number): void {
    this.#network.set(undefined, this.#at(now));
    this.#layer.shutDown(this.#now);
  }

  /** Bytes of that side that wait on the network or for a rule; many small pieces count with their memory. */
  waits(connection: number, sender: Sender): number {
    return this.#network.costs(connection, sender) + this.#layer.waitingBytes(connection, sender);
  }

  /** True if the network has cut it. */
  isReset(connection: number): boolean {
    return this.#network.isReset(connection);
  }

  /** True if nothing passes any more, without a close. */
  isSilent(connection: number): boolean {
    return this.#network.isSilent(connection);
  }

  #at(now: number): number {
    if (now > this.#now) this.#now = now;
    return this.#now;
  }

  #send(output: Output): void {
    const { connection } = output;
    if (output.kind === 'send') {
      this.#network.send(connection, 'server', output.bytes, this.#now);
      this.#reportBacklog(connection);
    } else if (this.#network.isReset(connection)) {
      this.#network.forget(connection);
      this.#output.push({ kind: 'end', connection, atOnce: true, isReset: true });
    } else if (output.atOnce) {
      this.#network.forget(connection);
      this.#output.push(output);
    } else {
      this.#network.close(connection, 'server', this.#now);
    }
  }

  #arrive(connection: number, sender: Sender, bytes: Uint8Array): void {
    if (sender === 'client') {
      this.#layer.receive(connection, bytes, this.#now);
      return;
    }
    this.#output.push({ kind: 'send', connection, bytes });
    this.#reportBacklog(connection);
  }

  #finish(connection: number, sender: Sender): void {
    if (sender === 'client') this.#layer.finish(connection, sender, this.#now);
    else this.#finished?.(connection, sender);
  }

  #close(connection: number, sender: Sender): void {
    if (sender === 'server') {
      this.#output.push({ kind: 'end', connection });
      return;
    }
    this.#network.forget(connection);
    this.#backlogs.delete(connection);
    this.#layer.close(connection, this.#now);
  }

  /** Bytes in transit to a client count as unwritten for the sender. */
  #reportBacklog(connection: number): void {
    const bytes = this.#network.waits(connection, 'server');
    const told = this.#backlogs.get(connection) ?? 0;
    if (bytes + told === 0) this.#backlogs.delete(connection);
    this.#layer.backlog(connection, told + bytes, this.#now);
  }
}
