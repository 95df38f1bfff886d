/**
 * The broker's keeper: writes facts as frames of a file, and from time to time starts a new file with the
 * current facts. The old file continues until the new one is complete. The owner of the files writes the
 * pieces and reports progress.
 */

import { joined } from '../../base/bytes.ts';
import type { Keeper } from '../core/contract/durability.ts';
import type { Fact } from '../core/contract/facts.ts';
import { REASON, refuse } from '../core/contract/reasons.ts';
import { SessionRecord } from '../core/contract/sessionRecord.ts';
import type { Refusal } from '../core/contract/verdicts.ts';
import type { Core } from '../core/state/core.ts';
import { stateOf } from '../core/state/state.ts';
import { type Checksum, FRAME_HEAD, fileHead, seal } from './frames.ts';
import { Generation } from './generation.ts';

/** Limit of unwritten bytes. Above it, nothing that must be durable is accepted. */
const FAR_BEHIND = 32 * 1024 * 1024;
/** Bytes of current facts read at once for a new file. */
const PIECE = 256 * 1024;

const FULL = refuse(
  REASON.quotaExceeded,
  'The disk of the broker takes nothing more: what must last is not taken until it does.',
);
const BEHIND = refuse(REASON.quotaExceeded, 'The disk of the broker is too slow for this much.');

/** The parts of a broker that are read for a new file. */
export interface StateSource {
  readonly core: Core;
}

export interface FactLogOptions {
  readonly checksum: Checksum;
  /** Returns 32 secret bits. */
  readonly newMark: () => number;
  /**
   * Wall-clock time of the broker's time 0, ms since 1970. It changes if the wall clock is set, or if the
   * broker's clock stops while the machine sleeps. Facts need the current one: the next start compares
   * them with its own wall clock.
   */
  readonly origin: () => number;
}

/** A growing file of facts. */
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

  /** Bytes already given out. */
  get size(): number {
    return this.#size;
  }

  /** Next piece; undefined: nothing. */
  take(): Uint8Array | undefined {
    if (this.#size === 0) return this.#given(fileHead(this.#mark));
    if (this.facts.pending === 0) return undefined;
    return this.#sealed(this.facts.take(FRAME_HEAD));
  }

  /** Last piece before it replaces the other file: pending facts and the mark that it is complete. */
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
  /** Work that must end before the new file is complete; undefined: the state is not read to the end. */
  waits: readonly object[] | undefined;
}

export class FactLog implements Keeper {
  readonly #options: FactLogOptions;
  /** Undefined: no file holds the current state. */
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

  /** Unwritten bytes. */
  get pending(): number {
    return (this.#file ?? this.#renewal?.file)?.facts.pending ?? 0;
  }

  get refusal(): Refusal | undefined {
    if (this.isFailing) return FULL;
    return this.pending > FAR_BEHIND ? BEHIND : undefined;
  }

  /** Undefined: no file holds the current state. */
  get size(): number | undefined {
    return this.#file?.size;
  }

  get isRenewing(): boolean {
    return this.#renewal !== undefined;
  }

  recordOf(session: object): SessionRecord {
    return new SessionRecord(session, this);
  }

  append(fact: Fact): void {
    this.#position += 1;
    this.#file?.facts.append(fact);
    // The state read so far belongs to the old broker.
    if (fact.kind === 'nothing') this.#renewal = undefined;
    else this.#renewal?.file.facts.append(fact, this.#renewal.waits !== undefined);
  }

  /** Next piece to append to the file. */
  take(): Piece | undefined {
    const bytes = this.#file?.take();
    return bytes && { bytes, position: this.#position };
  }

  /** All facts up to there are on the disk. */
  kept(position: number): void {
    this.#durable = Math.max(this.#durable, position);
  }

  /** The file cannot be continued; a new one must replace it. */
  lose(): void {
    this.#file = undefined;
  }

  /** Begins a new file and gives up an unfinished one. */
  renew(broker: StateSource): void {
    const file = new FactFile(this.#options);
    this.#renewal = { file, state: stateOf(broker.core), waits: undefined };
  }

  /** Gives up the new file. */
  abandon(): void {
    this.#renewal = undefined;
  }

  /** Next piece to append to the new file. `isAll`: it is then complete and can replace the other one. */
  takeRenewal({
    core: { underWay },
  }: StateSource): (Piece & { readonly isAll: boolean }) | undefined {
    const renewal = this.#renewal;
    if (renewal === undefined) return undefined;
    const { file } = renewal;
    const isBegun = file.size > 0;
    if (isBegun) this.#read(renewal, underWay);
    const isAll = isBegun && renewal.waits?.every((each) => !underWay.has(each)) === true;
    const bytes = isAll ? file.takeLast() : (file.take() ?? new Uint8Array());
    return { bytes, position: this.#position, isAll };
  }

  /** The new file has all facts up to there and has replaced the other one. */
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
      else for (const fact of next.value) facts.append(fact);
    }
  }
}
