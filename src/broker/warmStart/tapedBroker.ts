/**
 * A broker with its journal, and a tape of what passes on its connections until an instrument takes it over. So
 * the instrument, which is larger than all this, may come later and know the same as if it had been there.
 */

import type { Sender } from '../../mqtt/tables/packet.ts';
import { Broker } from '../core/broker.ts';
import type { Output } from '../core/contract/output.ts';
import type { Peer } from '../core/contract/parties.ts';
import { type Ledger, ledgerFor } from '../core/memory/ledger.ts';
import { DEFAULT_LIMITS } from '../core/memory/limits.ts';
import type { EventSink } from '../core/state/events.ts';
import { type BrokerOptions } from '../core/state/options.ts';
import { JOURNAL_MESSAGES, Journal } from '../journal/journal.ts';

/** An open connection, from its beginning. */
export interface TapedConnection {
  readonly id: number;
  readonly peer: Peer;
  /** ms. */
  readonly opened: number;
  readonly passed: readonly Passed[];
  /** Unwritten bytes, as the host says. */
  readonly backlog: number;
  /** The host has been told to end it. */
  readonly isEnded: boolean;
}

interface Passed {
  readonly sender: Sender;
  readonly bytes: Uint8Array;
  readonly time: number;
}

class Track implements TapedConnection {
  readonly id: number;
  readonly peer: Peer;
  readonly opened: number;
  readonly passed: Passed[] = [];
  backlog = 0;
  isEnded = false;
  size = 0;

  constructor(id: number, peer: Peer, opened: number) {
    this.id = id;
    this.peer = peer;
    this.opened = opened;
  }

  /** Copied: the broker may send what it has kept once more, with DUP. */
  add(sender: Sender, bytes: Uint8Array, time: number): void {
    this.passed.push({ sender, bytes: bytes.slice(), time });
    this.size += bytes.length;
  }
}

/** Bytes: it is time to take over. */
const LONG_TAPE = 4 * 1024 * 1024;
/** Whoever has not taken over by then cannot any more. */
const LONGEST_TAPE = 32 * 1024 * 1024;

export class TapedBroker {
  readonly broker: Broker;
  readonly journal: Journal;
  readonly ledger: Ledger;
  /** Of whoever has taken it over. */
  told: EventSink | undefined;
  /** As the broker has them, for another one in its place. */
  readonly options: BrokerOptions;
  /** By number of the connection; undefined: nothing is taped any more. */
  #tape: Map<number, Track> | undefined = new Map();
  #size = 0;
  #isLong = false;
  readonly #grewLong: () => void;
  #opened: number;
  #now = 0;

  /** @param grewLong told once, when it is time to take over */
  constructor(options: BrokerOptions, grewLong: () => void = () => undefined) {
    this.#grewLong = grewLong;
    this.ledger = options.ledger ?? ledgerFor({ ...DEFAULT_LIMITS, ...options.limits });
    const account = this.ledger.accounts.journal;
    this.journal = new Journal({ messages: JOURNAL_MESSAGES, account });
    const { events } = options;
    this.options = {
      ...options,
      ledger: this.ledger,
      observer: this.journal,
      events: (event) => {
        this.told?.(event);
        events?.(event);
      },
    };
    this.broker = new Broker(this.options);
    this.#opened = (options.firstConnection ?? 1) - 1;
  }

  /** The number of the last connection. */
  get opened(): number {
    return this.#opened;
  }

  open(peer: Peer, now: number): number {
    this.#now = now;
    this.#opened = this.broker.open(peer, now);
    this.#tape?.set(this.#opened, new Track(this.#opened, peer, now));
    return this.#opened;
  }

  receive(connection: number, bytes: Uint8Array, now: number): void {
    this.#now = now;
    this.#record(connection, 'client', bytes);
    this.broker.receive(connection, bytes, now);
  }

  close(connection: number, now: number): void {
    this.#now = now;
    this.#size -= this.#tape?.get(connection)?.size ?? 0;
    this.#tape?.delete(connection);
    this.broker.close(connection, now);
  }

  backlog(connection: number, bytes: number, now: number): void {
    this.#now = now;
    const track = this.#tape?.get(connection);
    if (track !== undefined) track.backlog = bytes;
    this.broker.backlog(connection, bytes, now);
  }

  elapse(now: number): void {
    this.#now = now;
    this.broker.elapse(now);
  }

  get wakeAt(): number | undefined {
    return this.broker.wakeAt;
  }

  takeOutput(): Output[] {
    const outputs = this.broker.takeOutput();
    for (const output of outputs) {
      const track = this.#tape?.get(output.connection);
      if (output.kind === 'send') this.#record(output.connection, 'server', output.bytes);
      else if (track !== undefined) track.isEnded = true;
    }
    return outputs;
  }

  /** Once, by who hears of everything from now on: the open connections, oldest first. */
  takeOver(): readonly TapedConnection[] {
    if (this.#tape === undefined) throw new Error('Nobody took the broker over in time.');
    const tape = [...this.#tape.values()];
    this.#tape = undefined;
    return tape;
  }

  #record(connection: number, sender: Sender, bytes: Uint8Array): void {
    const track = this.#tape?.get(connection);
    if (track === undefined) return;
    track.add(sender, bytes, this.#now);
    this.#size += bytes.length;
    if (this.#size > LONGEST_TAPE) this.#tape = undefined;
    if (this.#size < LONG_TAPE || this.#isLong) return;
    this.#isLong = true;
    this.#grewLong();
  }
}
