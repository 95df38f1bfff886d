/** The checksums of xz (github.com/tukaani-project/xz/blob/master/doc/xz-file-format.txt, section 6). */

const POLYNOMIAL_32 = 0xedb8_8320;
/** Both halves of the polynomial of CRC-64. */
const POLYNOMIAL_64 = { high: 0xc96c_5795, low: 0xd787_0f42 };

const TABLE_32 = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? POLYNOMIAL_32 : 0);
  return crc;
});

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

export function crc32(bytes: Uint8Array): number {
  let crc = 0xffff_ffff;
  for (const byte of bytes) crc = (crc >>> 8) ^ (TABLE_32[(crc ^ byte) & 0xff] ?? 0);
  return ~crc >>> 0;
}

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
