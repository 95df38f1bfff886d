/** Follows the lengths of TLS records from segment to segment, in a connection whose handshake is missing. */
import { isTls } from '../webSocket/recognise.ts';

/** Bytes of a record header, and the most that follow it (RFC 5246, 6.2.3). */
const HEADER = 5;
const LONGEST = (1 << 14) + 2048;

export class RecordChain {
  /** Bytes of one side until the next record; undefined: no record is known. */
  #left: number | undefined;

  /** @returns true if a record ends where another one or the segment ends: other bytes hardly do that */
  add(bytes: Uint8Array): boolean {
    let at = this.#left ?? 0;
    let isChained = at > 0 && at === bytes.length;
    while (at + HEADER <= bytes.length) {
      const size = recordSize(bytes.subarray(at));
      if (size === undefined) {
        this.#left = undefined;
        return false;
      }
      isChained ||= at > 0 || this.#left === 0 || at + size === bytes.length;
      at += size;
    }
    // A header may be cut.
    this.#left = at < bytes.length ? undefined : at - bytes.length;
    return isChained;
  }

  lose(): void {
    this.#left = undefined;
  }
}

function recordSize(bytes: Uint8Array): number | undefined {
  const length = ((bytes[3] ?? 0) << 8) + (bytes[4] ?? 0);
  return isTls(bytes) && length > 0 && length <= LONGEST ? HEADER + length : undefined;
}
