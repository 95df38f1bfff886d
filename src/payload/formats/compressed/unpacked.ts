/** Helpers shared by the unpacking formats. */
import type { FormatError, Unwrapped } from '../../tree/format.ts';
import { uint32At } from '../../tree/littleEndian.ts';

/** Magic number of the first of the sixteen skippable frames (RFC 8878, section 3.1.2). */
const SKIPPABLE = 0x184d2a50;
/** Maximum number of skippable frames that detection skips. */
const MOST_SKIPPED = 16;

export const isSkippable = (magic: number): boolean => magic - (magic % 16) === SKIPPABLE;

/** Position of the first frame that is not skippable; -1 if there is none. */
export function afterSkippable(packed: Uint8Array): number {
  let at = 0;
  for (let frames = 0; frames < MOST_SKIPPED && at + 8 <= packed.length; frames += 1) {
    const found = uint32At(packed, at);
    if (!isSkippable(found)) return at;
    at += 8 + uint32At(packed, at + 4);
  }
  return -1;
}

/**
 * Unpacks all frames, which form one content.
 * @param unpackFrame returns the end of the frame that begins there
 */
export function unpackFrames(
  packed: Uint8Array,
  magic: number,
  most: number,
  unpackFrame: (at: number, into: Unpacked) => number | FormatError,
): Unwrapped {
  const into = new Unpacked();
  for (let at = 0; at < packed.length; ) {
    const found = uint32At(packed, at);
    let next: number | FormatError = { key: at === 0 ? 'unpacked' : 'rest', offset: at };
    if (found === magic) next = unpackFrame(at, into);
    else if (isSkippable(found)) {
      next = at + 8 + uint32At(packed, at + 4);
      if (next > packed.length) next = { key: 'ends', offset: at };
    }
    if (typeof next !== 'number') return { bytes: into.upTo(most), error: next };
    at = next;
  }
  return { bytes: into.upTo(most) };
}

/** A growing buffer of unpacked bytes that matches can refer back to. */
export class Unpacked {
  bytes: Uint8Array = new Uint8Array(1024);
  length = 0;

  room(more: number): void {
    if (this.length + more <= this.bytes.length) return;
    const larger = new Uint8Array(Math.max(this.bytes.length * 2, this.length + more));
    larger.set(this.bytes.subarray(0, this.length));
    this.bytes = larger;
  }

  add(more: Uint8Array): void {
    this.room(more.length);
    this.bytes.set(more, this.length);
    this.length += more.length;
  }

  fill(byte: number, count: number): void {
    this.room(count);
    this.bytes.fill(byte, this.length, this.length + count);
    this.length += count;
  }

  /** Copies bytes from `distance` before; the source may overlap the target. */
  repeat(distance: number, count: number): void {
    this.room(count);
    const from = this.length - distance;
    if (distance >= count) this.bytes.copyWithin(this.length, from, from + count);
    else {
      for (let at = 0; at < count; at += 1) {
        this.bytes[this.length + at] = this.bytes[from + at] ?? 0;
      }
    }
    this.length += count;
  }

  upTo(most: number): Uint8Array {
    return this.bytes.slice(0, Math.min(this.length, most));
  }
}
