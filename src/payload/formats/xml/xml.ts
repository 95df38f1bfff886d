/** XML 1.0. */
import { Lazy } from '../../../base/lazy.ts';
import type { PayloadFormat } from '../../tree/format.ts';
import { textOf } from '../../tree/textual.ts';

const LESS = 0x3c;
/** Not white space. */
const isNoBlank = (byte: number): boolean =>
  byte !== 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d;
/**
 * A declaration, or an element that closes itself or has an end tag of its name. The name must be whole: tries
 * with shorter ones would make the time quadratic.
 */
const WHOLE = /^\s*(?:<\?xml\s|<([\p{L}_:][^\s/>]*)(?![^\s/>])(?:[^>]*\/>|[\s>].*<\/\1\s*>)\s*$)/su;

export const xml: PayloadFormat = {
  id: 'xml',
  name: 'XML',
  extension: '.xml',
  mediaType: /^(?:application|text)\/(?:[\w.+-]+\+)?xml\b/i,
  shown: 'where-found',
  detect(payload) {
    const first = payload.find(isNoBlank);
    const text = first === LESS || first === 0xef ? textOf(payload) : undefined;
    return text !== undefined && WHOLE.test(text.replace(/^\ufeff/, '')) ? 'sure' : undefined;
  },
  isText: true,
  readBy: new Lazy(async () => (await import('./xmlReading.ts')).xmlReading),
};
