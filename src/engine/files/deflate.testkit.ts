/** Compresses WebSocket messages. */
import { constants, deflateRawSync } from 'node:zlib';
import { joined } from './captureFile.testkit.ts';

export interface Compression {
  readonly windowBits?: number;
  readonly level?: number;
  readonly takeover?: boolean;
  /** Sets the final bit on the last block of each message. */
  readonly final?: boolean;
}

/** Compresses messages with zlib for permessage-deflate (RFC 7692, 7.2.1). */
export function packed(
  messages: readonly Uint8Array[],
  { windowBits = 15, level = 6, takeover = true, final = false }: Compression = {},
): Uint8Array[] {
  let before: Uint8Array = new Uint8Array(0);
  return messages.map((message) => {
    const finishFlush = final ? constants.Z_FINISH : constants.Z_SYNC_FLUSH;
    const dictionary = takeover && before.length > 0 ? { dictionary: before } : {};
    const bytes = deflateRawSync(message, { windowBits, level, finishFlush, ...dictionary });
    before = joined([before, message]).slice(-(2 ** windowBits));
    return final ? Uint8Array.of(...bytes, 0) : new Uint8Array(bytes.subarray(0, -4));
  });
}
