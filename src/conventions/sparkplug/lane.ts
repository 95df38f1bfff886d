/**
 * An edge node's messages as one side of one connection sees them: an order that can be judged. The same
 * message passes on several of them where a capture has the edge node's connection and a listener's.
 */
import type { MessageArrival } from '../../engine/conventions/convention.ts';
import type { SparkplugRead } from '../../payload/formats/sparkplug/sparkplugMessages.ts';
import { Births } from './births.ts';
import { definitionsIn, type Template } from './templates.ts';
import type { NodeTopic } from './topics.ts';

const SEQS = 256;
const MOST_TOLD = 10_000;

/** Something that was said by a packet. */
export interface Said<T> {
  readonly value: T;
  readonly packet: number;
}

export class Lane {
  /** undefined: nothing tells. */
  isAlive: boolean | undefined;
  /** The CONNECT of the edge node was seen: what comes first is known. */
  isFromStart = false;
  /** The last one; undefined: none came. */
  seq: Said<number> | undefined;
  /** Of the last NBIRTH. */
  bdSeq: Said<bigint> | undefined;
  /** Of the will of its connection. */
  willBdSeq: Said<bigint> | undefined;
  /** Of the last NDEATH. */
  deathBdSeq: Said<bigint> | undefined;
  /** Of an NDEATH that may be a late one of the session before: what comes next tells. */
  lateBdSeq: Said<bigint> | undefined;
  /** Whether they are there. */
  readonly devices = new Map<string, boolean>();
  /** Of this session. */
  readonly births = new Births();
  /** Of this session's NBIRTH, by their names. */
  definitions: ReadonlyMap<string, Template> = new Map();
  /** What was told that is told once in a session. */
  readonly #told = new Set<string>();
  #last: { readonly topic: string; readonly hash: number } | undefined;

  /** Its edge node connects. */
  begin(bdSeq: Said<bigint> | undefined): void {
    this.isFromStart = true;
    this.willBdSeq = bdSeq;
  }

  /** Where subscriptions overlap, a server may send a message twice. */
  isRepeated({ topic, payload }: MessageArrival): boolean {
    const hash = hashOf(payload);
    const isSame = this.#last?.topic === topic && this.#last.hash === hash;
    this.#last = { topic, hash };
    return isSame;
  }

  /** Whether it was told before; from now on it was. */
  isTold(what: string): boolean {
    const isTold = this.#told.has(what);
    if (this.#told.size < MOST_TOLD) this.#told.add(what);
    return isTold;
  }

  /** The number that comes next; undefined: nothing tells. */
  get nextSeq(): number | undefined {
    return this.seq === undefined ? undefined : (this.seq.value + 1) % SEQS;
  }

  /** What follows is held against it. */
  learn({ type, device }: NodeTopic, read: SparkplugRead, { number }: MessageArrival): void {
    const packet = number;
    if (type === 'NBIRTH') {
      this.isAlive = true;
      this.devices.clear();
      this.births.clear();
      this.#told.clear();
      this.definitions = definitionsIn(read);
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
      return;
    }
    if (device !== undefined && type === 'DBIRTH') {
      this.devices.set(device, true);
      this.#told.delete(`birth ${device}`);
    }
    if (type === 'NBIRTH' || type === 'DBIRTH') this.births.learn(device, read.metrics);
    if (device !== undefined && type === 'DDEATH') this.devices.set(device, false);
    if (type === 'NCMD' || type === 'DCMD') return;
    this.lateBdSeq = undefined;
    if (read.seq !== undefined && read.seq < SEQS) {
      this.seq = { value: Number(read.seq), packet };
    }
  }

  /** Of a session before the one that goes on: hosts pass it over. */
  isOldDeath(read: SparkplugRead): boolean {
    const bdSeq = bdSeqOf(read);
    return this.isAlive === true && bdSeq !== undefined && this.bdSeq !== undefined
      ? bdSeq !== this.bdSeq.value
      : false;
  }

  /**
   * Of the session just before: the will of its connection may have come after the next NBIRTH. What an edge node
   * sends itself, on its own connection, is of this one.
   */
  isLateDeath(read: SparkplugRead): boolean {
    if (this.isFromStart) return false;
    const bdSeq = bdSeqOf(read);
    return this.isOldDeath(read) && bdSeq !== undefined && bdSeqAfter(bdSeq) === this.bdSeq?.value;
  }
}

const said = <T>(value: T | undefined, packet: number): Said<T> | undefined =>
  value === undefined ? undefined : { value, packet };

/** The number of the session, which BIRTH and DEATH share; undefined: it is not there, or no whole number. */
export function bdSeqOf({ metrics }: SparkplugRead): bigint | undefined {
  const value = metrics.find(({ name }) => name === 'bdSeq')?.value;
  return typeof value === 'number' && Number.isInteger(value) ? BigInt(value) : undefined;
}

/** Of the next session. */
export const bdSeqAfter = (bdSeq: bigint): bigint => (bdSeq + 1n) % 256n;

/** FNV-1a */
export function hashOf(bytes: Uint8Array): number {
  let hash = 0x81_1c_9d_c5;
  for (const byte of bytes) hash = Math.imul(hash ^ byte, 0x01_00_01_93);
  return hash;
}
