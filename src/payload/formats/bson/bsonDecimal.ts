/** Decimals of 128 bits (IEEE 754-2008 in BSON's binary form), with every digit. */
import { uint32At } from '../../tree/littleEndian.ts';

const BIAS = 6176;
/** Exponent limit for digits written without an exponent (BSON's specification of Decimal128). */
const LEAST_PLAIN = -6;
/** Larger coefficients are invalid and count as 0. */
const MOST_DIGITS = 34;

export function bsonDecimal(bytes: Uint8Array): string {
  const words = [0, 4, 8, 12].map((at) => BigInt(uint32At(bytes, at)));
  const bits = words.reduceRight((sum, word) => (sum << 32n) | word, 0n);
  const sign = bits >> 127n === 0n ? '' : '-';
  const combination = Number((bits >> 122n) & 31n);
  if (combination === 31) return 'NaN';
  if (combination === 30) return `${sign}Infinity`;
  const isLarge = combination >= 24;
  const exponent = Number((bits >> (isLarge ? 111n : 113n)) & 0x3fffn) - BIAS;
  const said = (isLarge ? 0n : bits & ((1n << 113n) - 1n)).toString();
  return sign + written(said.length > MOST_DIGITS ? '0' : said, exponent);
}

function written(digits: string, exponent: number): string {
  const scale = exponent + digits.length - 1;
  if (exponent <= 0 && scale >= LEAST_PLAIN) {
    if (exponent === 0) return digits;
    const padded = digits.padStart(1 - exponent, '0');
    return `${padded.slice(0, exponent)}.${padded.slice(exponent)}`;
  }
  const rest = digits.slice(1);
  return `${digits[0]}${rest === '' ? '' : `.${rest}`}E${scale < 0 ? '' : '+'}${scale}`;
}
