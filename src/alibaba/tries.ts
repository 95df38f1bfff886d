/** A mistake in computing a signature. The search repeats it and compares the result with a password. */
import type { FoundMistake } from './mistakes.ts';
import type { NamedValue } from './sign.ts';
import type { SignMethod } from './signMethod.ts';

export interface Try {
  readonly mistake: FoundMistake;
  /** Default: the device secret. */
  readonly key?: Uint8Array;
  /** Default: the text that the platform signs. */
  readonly text?: string;
  /** Bytes of the text, if they are not UTF-8. */
  readonly bytes?: Uint8Array;
  /** Default: HMAC. */
  readonly digest?: (method: SignMethod, key: Uint8Array, text: Uint8Array) => Uint8Array;
}

/** Names and values in the order in which they are signed. */
export type Fields = readonly NamedValue[];

export const glued = (fields: Fields): string =>
  fields.map(([name, value]) => name + value).join('');

/** In UTF-16, without a byte order mark. */
export function utf16(text: string, isLittle: boolean): Uint8Array {
  const bytes = new Uint8Array(text.length * 2);
  const view = new DataView(bytes.buffer);
  for (let at = 0; at < text.length; at++) view.setUint16(at * 2, text.charCodeAt(at), isLittle);
  return bytes;
}
