/**
 * Test kit: a broker that crashes now and then, at any byte that it writes, and restarts with the content of
 * its disk.
 */

import { crc32 } from 'node:zlib';
import { Broker } from '../core/broker.ts';
import type { Keeper } from '../core/contract/durability.ts';
import type { Fact } from '../core/contract/facts.ts';
import type { MessageSource } from '../core/contract/message.ts';
import type { Output, Statistics } from '../core/contract/output.ts';
import type { Peer } from '../core/contract/parties.ts';
import { SessionRecord } from '../core/contract/sessionRecord.ts';
import type { Refusal, Verdict } from '../core/contract/verdicts.ts';
import { Random } from '../core/memory/random.ts';
import { Session } from '../core/sessions/session.ts';
import type { BrokerOptions } from '../core/state/options.ts';
import { restore } from '../core/state/restoring.ts';
import type { NewSession } from '../core/state/sessions.ts';
import { stateOf } from '../core/state/state.ts';
import { FactLog } from './factLog.ts';
import { readFile } from './frames.ts';
import { Generation } from './generation.ts';
import { Image } from './image.ts';

/** Wall-clock time of time 0 of all brokers. */
const ORIGIN = 1_700_000_000_000;
/** ms. */
const LONGEST_LIFE = 1000;
/** The client of the simulation that receives all wills. */
const WATCHER = 'watcher';
/** Maximum ms that the disk takes. */
const SLOWEST = 30;

interface Writing {
  readonly due: number;
  readonly done: () => void;
}

/** A file whose last write may be lost, from any byte on. */
class SimulatedDisk {
  readonly #kept: Uint8Array[] = [];
  /** Written but not yet durable. */
  #unsure: Uint8Array[] = [];

  constructor(kept: readonly Uint8Array[] = []) {
    this.#kept.push(...kept);
  }

  get isEmpty(): boolean {
    return this.#kept.length === 0;
  }

  append(bytes: Uint8Array): void {
    this.#unsure.push(bytes);
  }

  sync(): void {
    this.#kept.push(...this.#unsure.splice(0));
  }

  /** Content after a crash. */
  crash(random: Random): Uint8Array {
    const unsure = joined(this.#unsure);
    const left = unsure.subarray(0, random.below(unsure.length + 1));
    // Some systems extend a file before they fill it.
    const blank = new Uint8Array(random.chance(0.2) ? random.below(40) : 0);
    return joined([...this.#kept, left, blank]);
  }
}

function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
}

/** Effects of the crashes over all lives of the broker. */
export class CrashRecord {
  crashes = 0;
  torn = 0;
  renewals = 0;
  /** How often the file's content was compared with the broker. */
  compared = 0;
  /**
   * Wills whose state a crash may have lost: a DISCONNECT or the start of a will delay was not durable, or
   * the connection broke before CONNACK.
   */
  readonly #wills = new Map<string, number>();

  /** Allows one will more or fewer than the client expects. */
  excuse(client: string): void {
    this.#wills.set(client, this.excused(client) + 1);
  }

  excused(client: string): number {
    return this.#wills.get(client) ?? 0;
  }
}

/** The file differs from the broker's state. */
export class NotKept extends Error {}

/** A broker's life: until when it may crash, and its planted bugs. */
export interface Life {
  readonly crashRecord: CrashRecord;
  /** ms of the clock. */
  readonly until: number;
  /** Reports facts as durable too early. */
  readonly isRash?: boolean;
  /** Loses these facts. */
  readonly loses?: Fact['kind'];
}

export const mortal = (life: Life): typeof Broker =>
  class extends MortalBroker {
    constructor(options: BrokerOptions, makeSession?: NewSession) {
      super(options, makeSession, life);
    }
  };

class MortalBroker extends Broker {
  readonly #options: BrokerOptions;
  readonly #makeSession: NewSession | undefined;
  readonly #life: Life;
  readonly #random: Random;
  readonly #open = new Set<number>();
  #opened = 0;
  #now = 0;
  #log: FactLog;
  #broker: Broker;
  #disk = new SimulatedDisk();
  #next = new SimulatedDisk();
  #writing: Writing | undefined;
  #dies: number | undefined;
  /** Since the last durable write. */
  #wills: { readonly position: number; readonly client: string }[] = [];
  #ended: Output[] = [];
  /** From here on the subscription to wills is durable, and none may be lost. */
  #watched: number | undefined;

  constructor(options: BrokerOptions, makeSession: NewSession | undefined, life: Life) {
    super(options);
    this.#options = options;
    this.#makeSession = makeSession;
    this.#life = life;
    this.#random = new Random(options.seed + 2_000_000_000);
    this.#log = this.#newLog();
    this.#broker = this.#newBroker();
    this.#log.renew(this.#broker);
    this.#setDeath();
  }

  override open(peer: Peer, now: number): number {
    this.#at(now);
    this.#opened = this.#broker.open(peer, now);
    this.#open.add(this.#opened);
    return this.#opened;
  }

  override receive(connection: number, bytes: Uint8Array, now: number): void {
    this.#at(now);
    this.#broker.receive(connection, bytes, now);
  }

  override decide(connection: number, verdict: Verdict, now: number): void {
    this.#at(now);
    this.#broker.decide(connection, verdict, now);
  }

  override close(connection: number, now: number): void {
    this.#at(now);
    this.#open.delete(connection);
    this.#broker.close(connection, now);
  }

  override elapse(now: number): void {
    this.#at(now);
    if (this.#dies !== undefined && this.#dies <= now) this.#dieIfWatched();
    this.#broker.elapse(now);
    if (this.#writing !== undefined && this.#writing.due <= now) this.#written();
  }

  override get wakeAt(): number | undefined {
    const due = [this.#broker?.wakeAt, this.#writing?.due, this.#dies].filter(
      (time) => time !== undefined,
    );
    return due.length === 0 ? undefined : Math.min(...due);
  }

  override takeOutput(): Output[] {
    const outputs = [...this.#ended.splice(0), ...this.#broker.takeOutput()];
    this.#write();
    // Writes that are durable at once release more output.
    if (this.#writing === undefined) outputs.push(...this.#broker.takeOutput());
    for (const { kind, connection } of outputs) if (kind === 'end') this.#open.delete(connection);
    return outputs;
  }

  override publish(source: MessageSource, now: number): void {
    this.#at(now);
    this.#broker.publish(source, now);
    this.#write();
  }

  override get statistics(): Statistics {
    return this.#broker.statistics;
  }

  #at(now: number): void {
    this.#now = Math.max(this.#now, now);
  }

  #newLog(): FactLog {
    return new FactLog({
      checksum: crc32,
      newMark: () => this.#random.uint32(),
      origin: () => ORIGIN,
    });
  }

  #newBroker(): Broker {
    const keeper = new WatchedKeeper(this.#log, this.#life, {
      willChanged: (client) => this.#wills.push({ position: this.#log.position, client }),
      subscribed: (client) => {
        if (client === WATCHER) this.#watched ??= this.#log.position;
      },
      now: () => this.#now,
    });
    const options = { ...this.#options, keeper, firstConnection: this.#opened + 1 };
    return new Broker(options, this.#makeSession);
  }

  #setDeath(): void {
    const due = this.#now + this.#random.fraction() * LONGEST_LIFE;
    this.#dies = due < this.#life.until ? due : undefined;
  }

  /** Writes like a host: one write at a time, and a new file in parallel. */
  #write(): void {
    if (this.#writing !== undefined) return;
    const isCalm = this.#now >= this.#life.until;
    const due = this.#now + (isCalm ? 0 : this.#random.fraction() * SLOWEST);
    if (this.#log.size !== undefined && !this.#log.isRenewing && this.#random.chance(0.02)) {
      this.#log.renew(this.#broker);
      this.#next = new SimulatedDisk();
    }
    const isNew = this.#log.size === undefined || this.#random.chance(0.5);
    const renewed = isNew ? this.#renew() : undefined;
    if (renewed !== undefined) {
      this.#begin({ due, done: renewed }, isCalm);
      return;
    }
    const piece = this.#log.take();
    if (piece === undefined) {
      // Otherwise the new file would not be continued.
      const again = this.#renew();
      if (again !== undefined) this.#begin({ due, done: again }, isCalm);
      return;
    }
    this.#disk.append(piece.bytes);
    const done = () => {
      this.#disk.sync();
      this.#kept(piece.position);
    };
    this.#begin({ due, done }, isCalm);
  }

  #begin(writing: Writing, isCalm: boolean): void {
    this.#writing = writing;
    if (isCalm) this.#written();
  }

  #renew(): (() => void) | undefined {
    const piece = this.#log.takeRenewal(this.#broker);
    if (piece === undefined) return undefined;
    this.#next.append(piece.bytes);
    if (!piece.isAll) return piece.bytes.length > 0 ? nothing : undefined;
    return () => {
      this.#next.sync();
      this.#disk = this.#next;
      this.#next = new SimulatedDisk();
      this.#log.renewed(piece.position);
      this.#life.crashRecord.renewals += 1;
      this.#kept(piece.position);
    };
  }

  #written(): void {
    const writing = this.#writing;
    this.#writing = undefined;
    writing?.done();
    this.#write();
  }

  #kept(position: number): void {
    this.#log.kept(position);
    this.#wills = this.#wills.filter((will) => will.position > position);
    this.#broker.kept(this.#now);
  }

  #dieIfWatched(): void {
    const isWatched = this.#watched !== undefined && this.#watched <= this.#log.durable;
    if (isWatched) this.#die();
    else this.#setDeath();
  }

  /** The state described by the file and all recorded facts must equal the broker's. */
  #compare(): void {
    if (this.#log.size === undefined) return;
    const piece = this.#log.take();
    if (piece !== undefined) this.#disk.append(piece.bytes);
    this.#disk.sync();
    const fresh = new Generation(() => ORIGIN);
    for (const facts of stateOf(this.#broker.core)) for (const fact of facts) fresh.append(fact);
    const image = new Image(ORIGIN);
    image.read(fresh.take(0));
    const read = readFile(this.#disk.crash(this.#random), crc32);
    if (read.kind !== 'frames') throw new Error(`The file cannot be read: ${read.kind}.`);
    const kept = new Image(ORIGIN);
    for (const frame of read.frames) kept.read(frame);
    this.#life.crashRecord.compared += 1;
    if (described(kept) !== described(image)) {
      throw new NotKept(`${described(kept)} and not ${described(image)}`);
    }
  }

  /** All connections end, and everything not on the disk is lost. */
  #die(): void {
    const { crashRecord } = this.#life;
    crashRecord.crashes += 1;
    for (const { client } of this.#wills.splice(0)) crashRecord.excuse(client);
    for (const connection of this.#open) this.#ended.push({ kind: 'end', connection });
    this.#open.clear();
    this.#writing = undefined;
    if (this.#broker.core.underWay.size === 0 && this.#random.chance(0.3)) this.#compare();
    const bytes = this.#disk.crash(this.#random);
    const image = new Image(ORIGIN);
    if (bytes.length > 0) {
      const read = readFile(bytes, crc32);
      // Even the header of the first file may be missing.
      if (read.kind === 'frames') {
        if (read.end < bytes.length) crashRecord.torn += 1;
        for (const frame of read.frames) image.read(frame);
      } else if (!this.#disk.isEmpty) {
        throw new Error(`The file cannot be read: ${JSON.stringify(read)}.`);
      }
    }
    this.#log = this.#newLog();
    this.#broker = this.#newBroker();
    restore(this.#broker.core, image.left, this.#now);
    this.#next = new SimulatedDisk();
    this.#log.renew(this.#broker);
    // Until the new file is complete, the old one is used.
    this.#disk = new SimulatedDisk([bytes]);
    this.#setDeath();
  }
}

/** Description independent of the numbers in the file. */
function described(image: Image): string {
  const plain = (_: string, value: unknown): unknown => {
    if (value instanceof Map) return [...value];
    return value instanceof Set ? [...value].sort((a, b) => a - b) : value;
  };
  const { sessions, retained } = image.left;
  const own = sessions
    .map((session) => {
      const { facts, subscriptions, received, sent, released, queued } = session;
      const left = facts.left === undefined ? undefined : Math.round(facts.left);
      const byFilter = [...subscriptions].sort((a, b) => (a.filter < b.filter ? -1 : 1));
      return { facts: { ...facts, left }, byFilter, received, sent, released, queued };
    })
    .sort((a, b) => (a.facts.clientId < b.facts.clientId ? -1 : 1));
  const byTopic = [...retained].sort((a, b) => (a.source.topic < b.source.topic ? -1 : 1));
  return JSON.stringify({ own, byTopic }, plain);
}

const nothing = (): void => undefined;

/** Includes the beginning of a will: it may be durable although no client knows. */
const isAboutWill = ({ kind }: Fact): boolean =>
  kind === 'session' || kind === 'will-gone' || kind === 'left';

interface CrashObserver {
  readonly willChanged: (client: string) => void;
  readonly subscribed: (client: string) => void;
  readonly now: () => number;
}

/** Reports the facts that a crash may lose, and applies planted bugs. */
class WatchedKeeper implements Keeper {
  readonly #log: FactLog;
  readonly #life: Life;
  readonly #told: CrashObserver;
  readonly #begun = new Map<string, number>();

  constructor(log: FactLog, life: Life, told: CrashObserver) {
    this.#log = log;
    this.#life = life;
    this.#told = told;
  }

  recordOf(session: object): SessionRecord {
    return new SessionRecord(session, this);
  }

  append(fact: Fact): void {
    if (fact.kind !== this.#life.loses) this.#log.append(fact);
    const name = 'session' in fact && fact.session instanceof Session ? fact.session.clientId : '';
    if (fact.kind === 'session') {
      this.#begun.set(name, this.#log.position);
      // It returns before its will is due, and detects this afterwards.
      const { will } = fact.facts;
      const left = fact.session instanceof Session ? fact.session.left : 0;
      const wait = will === undefined ? 0 : left + will.delay * 1000 - this.#told.now();
      if (wait > 0 && wait < 4 * SLOWEST) this.#life.crashRecord.excuse(name);
    }
    if (isAboutWill(fact)) this.#told.willChanged(name);
    if (fact.kind === 'left' && (this.#begun.get(name) ?? 0) > this.#log.durable) {
      this.#life.crashRecord.excuse(name);
    }
    if (fact.kind === 'subscribed') this.#told.subscribed(name);
  }

  get position(): number {
    return this.#log.position;
  }

  get durable(): number {
    return this.#life.isRash === true ? this.#log.position : this.#log.durable;
  }

  get refusal(): Refusal | undefined {
    return this.#log.refusal;
  }
}
