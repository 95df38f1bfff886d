/** The bytes of a connection until its content is identified. */
import { joined } from '../../../base/bytes.ts';
import type { Side } from '../events/side.ts';
import { packetSize } from '../packets/resync.ts';
import { sizeOf } from '../tcp/heldSegments.ts';
import type { Piece } from './askedBytes.ts';
import { recentPieces, sizeOfPieces } from './recentPieces.ts';
import { RecordChain } from './recordChain.ts';

/** Longest packet that is awaited. */
const LONGEST_PACKET = 16 * 1024 * 1024;
/** Largest gap inside of it: a capture of a few bytes can announce many large ones. */
const LONGEST_GAP = 1024 * 1024;

/** A packet that may have begun, and whose end is awaited. */
interface Awaited {
  readonly side: Side;
  /** Number of pieces with its first bytes. */
  readonly begun: number;
  /** Bytes until its end. */
  left: number;
  hasGap: boolean;
}

export class UnidentifiedBytes {
  #waiting: Piece[] = [];
  /** The newest pieces in which nothing was found. */
  #before: readonly Piece[] = [];
  #awaited: Awaited | undefined;
  readonly #seen: Record<Side, number> = { first: 0, second: 0 };
  readonly #records: Record<Side, RecordChain> = {
    first: new RecordChain(),
    second: new RecordChain(),
  };
  /** The bytes are TLS records, whatever else they look like. */
  areRecords = false;
  /** Bytes are missing. */
  hasGap = false;
  /** Approximate memory in bytes. */
  heldBytes = 0;

  /** Copies the bytes. */
  add(side: Side, bytes: Uint8Array, time: number): void {
    this.#waiting.push({ side, bytes: bytes.slice(), time });
    this.#seen[side] += bytes.length;
    this.areRecords ||= this.#records[side].add(bytes);
    this.heldBytes += sizeOf(bytes);
    if (this.#awaited?.side === side) this.#awaited.left -= bytes.length;
  }

  /** Joins gaps without bytes between them, because a capture may have nothing else. */
  gap(side: Side, lost: number, time: number): void {
    this.hasGap = true;
    this.#records[side].lose();
    if (this.#awaited?.side === side) {
      if (lost === 0 || lost > LONGEST_GAP) this.#awaited = undefined;
      else {
        this.#awaited.left -= lost;
        this.#awaited.hasGap = true;
      }
    }
    const waiting = this.#waiting;
    const at = waiting.findLastIndex((piece) => 'bytes' in piece || piece.side === side);
    const last = waiting[at];
    if (last === undefined || 'bytes' in last) {
      waiting.push({ side, lost, time });
      return;
    }
    // 0: the size is unknown.
    const isKnown = last.lost > 0 && lost > 0;
    waiting[at] = { ...last, lost: isKnown ? last.lost + lost : 0 };
  }

  /** Bytes of all pieces so far. */
  get total(): number {
    return this.#seen.first + this.#seen.second;
  }

  /** Bytes of a side that are in none of the pieces, because they were given up. */
  givenUp(side: Side, pieces: readonly Piece[]): number {
    const kept = pieces.filter((piece) => piece.side === side);
    const size = (piece: Piece) => ('bytes' in piece ? piece.bytes.length : 0);
    return this.#seen[side] - kept.reduce((sum, piece) => sum + size(piece), 0);
  }

  get pieces(): readonly Piece[] {
    return this.#waiting;
  }

  get all(): readonly Piece[] {
    return [...this.#before, ...this.#waiting];
  }

  /** The newest pieces. Thousands may wait, so they are not copied for each other one. */
  get recent(): readonly Piece[] {
    const newest = recentPieces(this.#waiting);
    if (newest.length < this.#waiting.length) return newest;
    return recentPieces([...this.#before, ...newest]);
  }

  /** A packet of either side may have begun whose end is not there. */
  get isAwaiting(): boolean {
    return (this.#awaited?.left ?? 0) > 0;
  }

  /** Waits for the end of the packet that may begin with the bytes of a side. @returns false: it is too long */
  await(side: Side): boolean {
    const bytes = this.firstOf(side);
    const left = (packetSize(bytes) ?? 0) - bytes.length;
    const isShort = left <= LONGEST_PACKET;
    const begun = this.#waiting.length;
    this.#awaited = isShort && left > 0 ? { side, begun, left, hasGap: false } : undefined;
    return isShort;
  }

  /** The bytes of a side, with zeros for those that are missing inside an awaited packet. */
  firstOf(side: Side): Uint8Array {
    const awaited = this.#awaited?.side === side ? this.#awaited : undefined;
    const filledFrom = awaited?.hasGap === true ? awaited.begun : this.#waiting.length;
    const parts = this.#waiting.flatMap((piece, at) => {
      if (piece.side !== side) return [];
      if ('bytes' in piece) return [piece.bytes];
      return at >= filledFrom ? [new Uint8Array(piece.lost)] : [];
    });
    const [first = new Uint8Array(0)] = parts;
    return parts.length < 2 ? first : joined(parts);
  }

  get newest(): Uint8Array | undefined {
    const last = this.#waiting.at(-1);
    return last !== undefined && 'bytes' in last ? last.bytes : undefined;
  }

  /** Nothing was found: only the newest pieces stay. */
  pass(): void {
    this.#before = this.recent;
    this.#waiting = [];
    this.#awaited = undefined;
    this.heldBytes = sizeOfPieces(this.#before);
  }

  drop(): void {
    this.#before = [];
    this.#waiting = [];
    this.#awaited = undefined;
    this.heldBytes = 0;
  }
}
