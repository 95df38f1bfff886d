/** The checksums of Snappy and xz (github.com/tukaani-project/xz/blob/master/doc/xz-file-format.txt, section 6). */

const POLYNOMIAL_32 = 0xedb8_8320;
/** CRC-32C, of Castagnoli. */
const POLYNOMIAL_32C = 0x82f6_3b78;
/** Both halves of the polynomial of CRC-64. */
const POLYNOMIAL_64 = { high: 0xc96c_5795, low: 0xd787_0f42 };

const tableOf = (polynomial: number): Uint32Array =>
  Uint32Array.from({ length: 256 }, (_, byte) => {
    let crc = byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? polynomial : 0);
    return crc;
  });

const TABLE_32 = tableOf(POLYNOMIAL_32);
const TABLE_32C = tableOf(POLYNOMIAL_32C);

const HIGH_64 = new Uint32Array(256);
const LOW_64 = new Uint32Array(256);
for (let byte = 0; byte < 256; byte += 1) {
  let [high, low] = [0, byte];
  for (let bit = 0; bit < 8; bit += 1) {
    const isOdd = (low & 1) !== 0;
    low = (low >>> 1) | (high << 31);
    high >>>= 1;
    if (!isOdd) continue;
    low ^= POLYNOMIAL_64.low;
    high ^= POLYNOMIAL_64.high;
  }
  HIGH_64[byte] = high;
  LOW_64[byte] = low;
}

const crcBy =
  (table: Uint32Array) =>
  (bytes: Uint8Array): number => {
    let crc = 0xffff_ffff;
    for (const byte of bytes) crc = (crc >>> 8) ^ (table[(crc ^ byte) & 0xff] ?? 0);
    return ~crc >>> 0;
  };

export const crc32 = crcBy(TABLE_32);
export const crc32c = crcBy(TABLE_32C);

/** @returns the lower and the higher half */
export function crc64(bytes: Uint8Array): readonly [low: number, high: number] {
  let [high, low] = [-1, -1];
  for (const byte of bytes) {
    const at = (low ^ byte) & 0xff;
    low = ((low >>> 8) | (high << 24)) ^ (LOW_64[at] ?? 0);
    high = (high >>> 8) ^ (HIGH_64[at] ?? 0);
  }
  return [~low >>> 0, ~high >>> 0];
}
