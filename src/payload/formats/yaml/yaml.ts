/**
 * YAML 1.2. Most texts are valid YAML, so only the document marker identifies it; otherwise it is offered.
 */
import { Lazy } from '../../../base/lazy.ts';
import type { PayloadFormat } from '../../tree/format.ts';
import { detectText } from '../../tree/textual.ts';

/** The document marker, and a key or an element on the first line that is not a comment. */
const MARKED =
  /^\ufeff?(?:%YAML[^\n]*\n)?---(?:[ \t][^\n]*)?\r?\n(?:[ \t]*(?:#[^\n]*)?\r?\n)*(?:- |["'\w./-]+:(?:\s|$))/;
/** The same without the marker, on more than one line. */
const LIKELY = /^(?:#[^\n]*\n)*(?:- |["'\w./-]+:[ \r\n])[^\n]*\n./;

const LINE_FEED = 0x0a;

export const yaml: PayloadFormat = {
  id: 'yaml',
  name: 'YAML',
  extension: '.yaml',
  mediaType: /^(?:application|text)\/(?:x-|[\w.+-]+\+)?yaml\b/i,
  shown: 'where-found',
  detect: (payload, isNamed) =>
    detectText(payload, isNamed, LINE_FEED, (text) => {
      if (MARKED.test(text)) return 'sure';
      return LIKELY.test(text) ? 'guess' : undefined;
    }),
  isText: true,
  readBy: new Lazy(async () => (await import('./yamlReading.ts')).yamlReading),
};
