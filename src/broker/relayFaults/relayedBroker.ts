/** Replaces the broker for the fault layer: relayed connections to other brokers. */

import type { Sender } from '../../mqtt/tables/packet.ts';
import type { Output } from '../core/contract/output.ts';
import type { Account } from '../core/memory/ledger.ts';
import type { TreatedBroker } from '../faults/transit.ts';

/** Output of a relayed connection, below MQTT. */
export interface RelayedEnds {
  readonly toServer: (connection: number, bytes: Uint8Array) => void;
  /** Nothing more is sent there: the client has ended, or a rule has. */
  readonly serverOver: (connection: number) => void;
  /** Resolves aliases that were seen. */
  readonly topicBehind: TreatedBroker['topicBehind'];
}

export class RelayedBroker implements TreatedBroker {
  readonly #ends: RelayedEnds;
  readonly #account: Account;
  #output: Output[] = [];
  /** Bytes waiting for clients, by connection. */
  readonly #backlogs = new Map<number, number>();
  readonly wakeAt = undefined;

  /** @param account charged for bytes waiting for clients */
  constructor(ends: RelayedEnds, account: Account) {
    this.#ends = ends;
    this.#account = account;
  }

  /** The relay numbers connections and has the layer adopt them. */
  open(): never {
    throw new Error('A relayed connection is adopted.');
  }

  receive(connection: number, bytes: Uint8Array): void {
    this.#ends.toServer(connection, bytes);
  }

  close(connection: number): void {
    this.backlog(connection, 0);
    this.#ends.serverOver(connection);
  }

  fromServer(connection: number, bytes: Uint8Array): void {
    this.#output.push({ kind: 'send', connection, bytes });
  }

  serverGone(connection: number): void {
    this.#output.push({ kind: 'end', connection });
  }

  takeOutput(): Output[] {
    const taken = this.#output;
    if (taken.length > 0) this.#output = [];
    return taken;
  }

  /** Bytes waiting for the client, on the network or for a rule. */
  backlog(connection: number, bytes: number): void {
    this.#account.add(bytes - (this.#backlogs.get(connection) ?? 0));
    if (bytes === 0) this.#backlogs.delete(connection);
    else this.#backlogs.set(connection, bytes);
  }

  inputBacklog(): void {}
  elapse(): void {}
  shutDown(): void {}

  topicBehind(connection: number, sender: Sender, alias: number): string | undefined {
    return this.#ends.topicBehind(connection, sender, alias);
  }

  keepAliveOf(): undefined {
    return undefined;
  }
}
