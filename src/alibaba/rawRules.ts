/** Replies to raw data by rules, instead of the cloud's script. */
import { hex } from '@scure/base';

/** Hexadecimal digits, two per byte; blanks and `0x` are allowed between. */
export interface RawRule {
  /** Beginning of the data; empty for any data. */
  readonly prefix: string;
  readonly reply: string;
}

/** Limit of rules for a product. */
export const MOST_RAW_RULES = 50;
/** Limit of digits in a rule. */
const LONGEST = 4096;

/** Bytes of a rule; undefined if the digits are invalid or too many. */
export function rawBytes(text: string): Uint8Array | undefined {
  const bytes = hexBytes(text);
  return bytes !== undefined && bytes.length * 2 <= LONGEST ? bytes : undefined;
}

/** Reads hexadecimal digits as typed by a user; undefined if they are invalid. */
export function hexBytes(text: string): Uint8Array | undefined {
  const digits = text.replaceAll(/\s|0x/gi, '').toLowerCase();
  try {
    return hex.decode(digits);
  } catch {
    return undefined;
  }
}

/** The reply of the first matching rule. */
export function rawReply(rules: readonly RawRule[], data: Uint8Array): Uint8Array | undefined {
  const rule = rules.find(
    ({ prefix }) => rawBytes(prefix)?.every((byte, at) => byte === data[at]) === true,
  );
  return rule && rawBytes(rule.reply);
}
