/**
 * An edge node's messages on one side of one connection, in an order that can be checked. A message occurs on
 * several lanes if a capture has the connections of the edge node and of a listener.
 */
import type { MessageArrival } from '../../engine/conventions/convention.ts';
import type { DeviceMemory } from '../../engine/devices/deviceMemory.ts';
import { NamedEntries } from '../../engine/devices/namedEntries.ts';
import type { SparkplugRead } from '../../payload/formats/sparkplug/sparkplugMessages.ts';
import { Births } from './births.ts';
import type { NodeTopic } from './topics.ts';

const SEQS = 256;
const MOST_TOLD = 10_000;

/** A value with the packet that contained it. */
export interface Said<T> {
  readonly value: T;
  readonly packet: number;
}

export class Lane {
  /** undefined if unknown. */
  isAlive: boolean | undefined;
  /** Whether the CONNECT of the edge node was seen, so that no message before is missing. */
  isFromStart = false;
  /** Whether an NBIRTH on a connection without will was reported. */
  isWillMissed = false;
  /** The last sequence number; undefined if there was none. */
  seq: Said<number> | undefined;
  /** From the last NBIRTH. */
  bdSeq: Said<bigint> | undefined;
  /** From the will of its connection. */
  willBdSeq: Said<bigint> | undefined;
  /** From the last NDEATH. */
  deathBdSeq: Said<bigint> | undefined;
  /** From an NDEATH that may be a late one of the session before; the next message decides. */
  lateBdSeq: Said<bigint> | undefined;
  /** Whether each device is online. */
  readonly devices: NamedEntries<boolean>;
  /** BIRTHs of this session. */
  readonly births: Births;
  /** Findings that are reported once in a session. */
  readonly #told: NamedEntries<true>;
  #last: { readonly topic: string; readonly hash: number } | undefined;

  constructor(memory: DeviceMemory) {
    this.devices = new NamedEntries(memory);
    this.births = new Births(memory);
    this.#told = new NamedEntries(memory);
  }

  /** Releases the memory of its names. */
  clear(): void {
    this.devices.clear();
    this.births.clear();
    this.#told.clear();
  }

  /** The edge node connects. */
  begin(bdSeq: Said<bigint> | undefined): void {
    this.isFromStart = true;
    this.willBdSeq = bdSeq;
  }

  /**
   * A server may send a message twice if subscriptions overlap. A client sends one again only if it waits for
   * its acknowledgement.
   */
  isRepeated({ topic, payload, direction, dup }: MessageArrival): boolean {
    if (direction === 'out' && !dup) return false;
    const hash = hashOf(payload);
    const isSame = this.#last?.topic === topic && this.#last.hash === hash;
    this.#last = { topic, hash };
    return isSame;
  }

  /** Whether it was reported before; marks it as reported. */
  isTold(what: string): boolean {
    if (this.#told.get(what) === true) return true;
    if (this.#told.size < MOST_TOLD) this.#told.set(what, true);
    return false;
  }

  /** The expected sequence number; undefined if unknown. */
  get nextSeq(): number | undefined {
    return this.seq === undefined ? undefined : (this.seq.value + 1) % SEQS;
  }

  /**
   * Updates the state that later messages are checked against.
   * @returns false without memory for the device or the metrics of a BIRTH
   */
  learn({ type, device }: NodeTopic, read: SparkplugRead, { number }: MessageArrival): boolean {
    const packet = number;
    if (type === 'NBIRTH') {
      this.isAlive = true;
      this.devices.clear();
      this.births.clear();
      this.#told.clear();
      this.bdSeq = said(bdSeqOf(read), packet) ?? this.bdSeq;
    }
    if (type === 'NDEATH') {
      this.deathBdSeq = said(bdSeqOf(read), packet);
      this.lateBdSeq = this.isLateDeath(read) ? this.deathBdSeq : undefined;
      if (!this.isOldDeath(read)) {
        this.isAlive = false;
        this.seq = undefined;
        this.devices.clear();
      }
      return true;
    }
    let isKept = true;
    if (device !== undefined && type === 'DBIRTH') {
      isKept = this.devices.set(device, true);
      this.#told.delete(`birth ${device}`);
    }
    const isBirth = type === 'NBIRTH' || type === 'DBIRTH';
    const isLearnt = !isBirth || this.births.learn(device, read.metrics);
    if (device !== undefined && type === 'DDEATH') isKept = this.devices.set(device, false);
    if (type === 'NCMD' || type === 'DCMD') return true;
    this.lateBdSeq = undefined;
    if (read.seq !== undefined && read.seq < SEQS) {
      this.seq = { value: Number(read.seq), packet };
    }
    return isLearnt && isKept;
  }

  /** An NDEATH of a session before the current one, which hosts ignore. */
  isOldDeath(read: SparkplugRead): boolean {
    const bdSeq = bdSeqOf(read);
    return this.isAlive === true && bdSeq !== undefined && this.bdSeq !== undefined
      ? bdSeq !== this.bdSeq.value
      : false;
  }

  /**
   * An NDEATH of the session just before: the will of its connection may arrive after the next NBIRTH. An
   * NDEATH that the edge node sends itself, on its own connection, belongs to the current session.
   */
  isLateDeath(read: SparkplugRead): boolean {
    if (this.isFromStart) return false;
    const bdSeq = bdSeqOf(read);
    return this.isOldDeath(read) && bdSeq !== undefined && bdSeqAfter(bdSeq) === this.bdSeq?.value;
  }
}

const said = <T>(value: T | undefined, packet: number): Said<T> | undefined =>
  value === undefined ? undefined : { value, packet };

/** The number of the session, which BIRTH and DEATH share; undefined if it is missing or not whole. */
export function bdSeqOf({ metrics }: SparkplugRead): bigint | undefined {
  const value = metrics.find(({ name }) => name === 'bdSeq')?.value;
  return typeof value === 'number' && Number.isInteger(value) ? BigInt(value) : undefined;
}

/** The number of the next session. */
export const bdSeqAfter = (bdSeq: bigint): bigint => (bdSeq + 1n) % 256n;

/** FNV-1a */
export function hashOf(bytes: Uint8Array): number {
  let hash = 0x81_1c_9d_c5;
  for (const byte of bytes) hash = Math.imul(hash ^ byte, 0x01_00_01_93);
  return hash;
}
