/** Signed addresses where devices fetch files, valid for a day. */
import { percentEncoded } from '../../../base/percentEncoded.ts';
import { encodeUtf8 } from '../../../base/utf8.ts';
import { isSame } from '../devices/sameBytes.ts';

/** Below the companion's own address. */
export const FILES_PATH = '/alibaba/files/';

/** Seconds. */
const GOOD_FOR = 86_400;

export type OpenedLink = { readonly file: number } | { readonly why: 'signature' | 'expired' };

export class FileLinks {
  readonly #sign: (text: string) => string;

  /** @param sign signs with a secret key */
  constructor(sign: (text: string) => string) {
    this.#sign = sign;
  }

  /** @param wallClock ms since 1970 */
  pathOf({ file, name }: { readonly file: number; readonly name: string }, wallClock: number) {
    const expires = Math.floor(wallClock / 1000) + GOOD_FOR;
    const signature = this.#signatureOf(file, expires);
    const path = `${FILES_PATH}${file}/${percentEncoded(name)}`;
    return `${path}?Expires=${expires}&Signature=${signature}`;
  }

  /** undefined: not one of these addresses. */
  open(url: string, wallClock: number): OpenedLink | undefined {
    const [path = '', query = ''] = url.split('?', 2);
    const number = path.startsWith(FILES_PATH)
      ? /^(\d{1,15})\/[^/]*$/.exec(path.slice(FILES_PATH.length))?.[1]
      : undefined;
    if (number === undefined) return undefined;
    const expires = Number(/(?:^|&)Expires=(\d{1,12})(?:&|$)/.exec(query)?.[1] ?? Number.NaN);
    const signature = /(?:^|&)Signature=(\w+)(?:&|$)/.exec(query)?.[1] ?? '';
    const expected = encodeUtf8(this.#signatureOf(Number(number), expires));
    if (!isSame(expected, encodeUtf8(signature))) return { why: 'signature' };
    return expires * 1000 < wallClock ? { why: 'expired' } : { file: Number(number) };
  }

  #signatureOf(file: number, expires: number): string {
    return this.#sign(`file ${file} ${expires}`);
  }
}
