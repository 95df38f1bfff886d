/** How raw data of a product's devices is answered here, in place of the cloud's script. */
import { hex } from '@scure/base';

/** Hex, two digits a byte; blanks and `0x` may stand between. */
export interface RawRule {
  /** With what the data begins; empty: any. */
  readonly prefix: string;
  readonly reply: string;
}

/** Of one product. */
export const MOST_RAW_RULES = 50;
/** Digits of what a rule holds. */
const LONGEST = 4096;

/** Of a rule; undefined: it is no hex, or too long. */
export function rawBytes(text: string): Uint8Array | undefined {
  const bytes = hexBytes(text);
  return bytes !== undefined && bytes.length * 2 <= LONGEST ? bytes : undefined;
}

/** As a person writes them; undefined: it is no hex. */
export function hexBytes(text: string): Uint8Array | undefined {
  const digits = text.replaceAll(/\s|0x/gi, '').toLowerCase();
  try {
    return hex.decode(digits);
  } catch {
    return undefined;
  }
}

/** What the first rule that fits says. */
export function rawReply(rules: readonly RawRule[], data: Uint8Array): Uint8Array | undefined {
  const rule = rules.find(
    ({ prefix }) => rawBytes(prefix)?.every((byte, at) => byte === data[at]) === true,
  );
  return rule && rawBytes(rule.reply);
}
