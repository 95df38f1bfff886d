/**
 * A broker with its journal that records the bytes of its connections until an instrument takes it over. The
 * instrument is larger and may load later without missing anything.
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

/** An open connection, recorded from its beginning. */
export interface RecordedConnection {
  readonly id: number;
  readonly peer: Peer;
  /** ms. */
  readonly opened: number;
  readonly passed: readonly Passed[];
  /** Unwritten bytes reported by the host. */
  readonly backlog: number;
  /** The host was asked to end it. */
  readonly isEnded: boolean;
}

interface Passed {
  readonly sender: Sender;
  readonly bytes: Uint8Array;
  readonly time: number;
}

class Track implements RecordedConnection {
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

  /** Copied, because the broker may send stored bytes again with DUP. */
  add(sender: Sender, bytes: Uint8Array, time: number): void {
    this.passed.push({ sender, bytes: bytes.slice(), time });
    this.size += bytes.length;
  }
}

/** Bytes of recording after which it should be taken over. */
const LONG_RECORDING = 4 * 1024 * 1024;
/** Bytes of recording after which it can no longer be taken over. */
const LONGEST_RECORDING = 32 * 1024 * 1024;

export class RecordingBroker {
  readonly broker: Broker;
  readonly journal: Journal;
  readonly ledger: Ledger;
  /** Event sink of the new owner. */
  told: EventSink | undefined;
  /** The broker's options, for a replacement. */
  readonly options: BrokerOptions;
  /** By connection number; undefined: nothing is recorded any more. */
  #recording: Map<number, Track> | undefined = new Map();
  #size = 0;
  #isLong = false;
  readonly #grewLong: () => void;
  #opened: number;
  #now = 0;

  /** @param grewLong called once, when it should be taken over */
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

  /** Number of the last connection. */
  get opened(): number {
    return this.#opened;
  }

  open(peer: Peer, now: number): number {
    this.#now = now;
    this.#opened = this.broker.open(peer, now);
    this.#recording?.set(this.#opened, new Track(this.#opened, peer, now));
    return this.#opened;
  }

  receive(connection: number, bytes: Uint8Array, now: number): void {
    this.#now = now;
    this.#record(connection, 'client', bytes);
    this.broker.receive(connection, bytes, now);
  }

  close(connection: number, now: number): void {
    this.#now = now;
    this.#size -= this.#recording?.get(connection)?.size ?? 0;
    this.#recording?.delete(connection);
    this.broker.close(connection, now);
  }

  backlog(connection: number, bytes: number, now: number): void {
    this.#now = now;
    const track = this.#recording?.get(connection);
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
      const track = this.#recording?.get(output.connection);
      if (output.kind === 'send') this.#record(output.connection, 'server', output.bytes);
      else if (track !== undefined) track.isEnded = true;
    }
    return outputs;
  }

  /** Takes over the open connections, oldest first. Call once, from the observer of everything afterwards. */
  takeOver(): readonly RecordedConnection[] {
    if (this.#recording === undefined) throw new Error('Nobody took the broker over in time.');
    const recording = [...this.#recording.values()];
    this.#recording = undefined;
    return recording;
  }

  #record(connection: number, sender: Sender, bytes: Uint8Array): void {
    const track = this.#recording?.get(connection);
    if (track === undefined) return;
    track.add(sender, bytes, this.#now);
    this.#size += bytes.length;
    if (this.#size > LONGEST_RECORDING) this.#recording = undefined;
    if (this.#size < LONG_RECORDING || this.#isLong) return;
    this.#isLong = true;
    this.#grewLong();
  }
}
