/**
 * The broker's keeper: facts as frames of a file, and now and then a new file of what still holds, while the old
 * one goes on until the new one has all. Whoever has the files writes what this tells, and says how far it came.
 */

import { joined } from '../../base/joined.ts';
import type { Keeper } from '../core/contract/durability.ts';
import type { Fact } from '../core/contract/facts.ts';
import { REASON, refuse } from '../core/contract/reasons.ts';
import { SessionRecord } from '../core/contract/sessionRecord.ts';
import type { Refusal } from '../core/contract/verdicts.ts';
import type { Core } from '../core/state/core.ts';
import { stateOf } from '../core/state/state.ts';
import { type Checksum, FRAME_HEAD, fileHead, seal } from './frames.ts';
import { Generation } from './generation.ts';

/** What must last and is not on the disk yet, in bytes: above it, nothing more is taken. */
const FAR_BEHIND = 32 * 1024 * 1024;
/** Of facts that still hold, read for a new file in one go. */
const PIECE = 256 * 1024;

const FULL = refuse(
  REASON.quotaExceeded,
  'The disk of the broker takes nothing more: what must last is not taken until it does.',
);
const BEHIND = refuse(REASON.quotaExceeded, 'The disk of the broker is too slow for this much.');

/** A broker, as far as its state is read for a new file. */
export interface Told {
  readonly core: Core;
}

export interface FactLogOptions {
  readonly checksum: Checksum;
  /** 32 bits that nobody else can know. */
  readonly newMark: () => number;
  /** Wall-clock time at which the broker's clock was 0, ms since 1970. */
  readonly origin: number;
}

/** A file of facts, as it grows. */
class FactFile {
  readonly facts: Generation;
  readonly #mark: number;
  readonly #checksum: Checksum;
  #size = 0;

  constructor({ checksum, newMark, origin }: FactLogOptions) {
    this.facts = new Generation(origin);
    this.#mark = newMark();
    this.#checksum = checksum;
  }

  /** Bytes that have been given out. */
  get size(): number {
    return this.#size;
  }

  /** What comes next in it; undefined: nothing. */
  take(): Uint8Array | undefined {
    if (this.#size === 0) return this.#given(fileHead(this.#mark));
    if (this.facts.pending === 0) return undefined;
    return this.#sealed(this.facts.take(FRAME_HEAD));
  }

  /** What comes last before it takes the other's place: what is pending, and the mark that nothing is missing. */
  takeLast(): Uint8Array {
    const rest = this.take() ?? new Uint8Array();
    return joined([rest, this.#sealed(new Uint8Array(FRAME_HEAD))]);
  }

  #sealed(frame: Uint8Array): Uint8Array {
    seal(frame, this.#mark, this.#size, this.#checksum);
    return this.#given(frame);
  }

  #given(bytes: Uint8Array): Uint8Array {
    this.#size += bytes.length;
    return bytes;
  }
}

interface Piece {
  readonly bytes: Uint8Array;
  readonly position: number;
}

interface Renewal {
  readonly file: FactFile;
  readonly state: Generator<Iterable<Fact>>;
  /** What has to end before the new file has all; undefined: not everything is read. */
  waits: readonly object[] | undefined;
}

export class FactLog implements Keeper {
  readonly #options: FactLogOptions;
  /** Undefined: there is none that holds what is. */
  #file: FactFile | undefined;
  #renewal: Renewal | undefined;
  #position = 0;
  #durable = 0;
  /** The disk fails. */
  isFailing = false;

  constructor(options: FactLogOptions) {
    this.#options = options;
  }

  get position(): number {
    return this.#position;
  }

  get durable(): number {
    return this.#durable;
  }

  /** Bytes that are not written. */
  get pending(): number {
    return (this.#file ?? this.#renewal?.file)?.facts.pending ?? 0;
  }

  get refusal(): Refusal | undefined {
    if (this.isFailing) return FULL;
    return this.pending > FAR_BEHIND ? BEHIND : undefined;
  }

  /** Undefined: there is none that holds what is. */
  get size(): number | undefined {
    return this.#file?.size;
  }

  get isRenewing(): boolean {
    return this.#renewal !== undefined;
  }

  recordOf(session: object): SessionRecord {
    return new SessionRecord(session, this);
  }

  tell(fact: Fact): void {
    this.#position += 1;
    this.#file?.facts.tell(fact);
    // What it read so far was of a broker that is gone.
    if (fact.kind === 'nothing') this.#renewal = undefined;
    else this.#renewal?.file.facts.tell(fact, this.#renewal.waits !== undefined);
  }

  /** What is to be appended to the file in one piece. */
  take(): Piece | undefined {
    const bytes = this.#file?.take();
    return bytes && { bytes, position: this.#position };
  }

  /** All facts up to there are on the disk. */
  kept(position: number): void {
    this.#durable = Math.max(this.#durable, position);
  }

  /** The file cannot be gone on with; a new one has to take its place. */
  lose(): void {
    this.#file = undefined;
  }

  /** Begins a new file; one that was begun before is given up. */
  renew(broker: Told): void {
    const file = new FactFile(this.#options);
    this.#renewal = { file, state: stateOf(broker.core), waits: undefined };
  }

  /** Gives the new file up. */
  abandon(): void {
    this.#renewal = undefined;
  }

  /** What is to be appended to the new file. `isAll`: with it, that can take the other's place. */
  takeRenewal({ core: { underWay } }: Told): (Piece & { readonly isAll: boolean }) | undefined {
    const renewal = this.#renewal;
    if (renewal === undefined) return undefined;
    const { file } = renewal;
    const isBegun = file.size > 0;
    if (isBegun) this.#read(renewal, underWay);
    const isAll = isBegun && renewal.waits?.every((each) => !underWay.has(each)) === true;
    const bytes = isAll ? file.takeLast() : (file.take() ?? new Uint8Array());
    return { bytes, position: this.#position, isAll };
  }

  /** The new file has all facts up to there, and stands in the other's place. */
  renewed(position: number): void {
    this.#file = this.#renewal?.file;
    this.#renewal = undefined;
    this.kept(position);
  }

  #read(renewal: Renewal, underWay: ReadonlySet<object>): void {
    const { facts } = renewal.file;
    while (renewal.waits === undefined && facts.pending < PIECE) {
      const next = renewal.state.next();
      if (next.done === true) renewal.waits = [...underWay];
      else for (const fact of next.value) facts.tell(fact);
    }
  }
}
