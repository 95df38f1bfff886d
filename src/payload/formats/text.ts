/** Text: UTF-8 without control characters except tab, LF and CR. */

import { isReadable } from '../../base/text.ts';
import { decodeUtf8 } from '../../base/utf8.ts';
import type { PayloadFormat } from '../tree/format.ts';
import { JSON_TYPE, typedText } from './json.ts';

export const text: PayloadFormat = {
  id: 'text',
  name: 'Text',
  extension: '.txt',
  // With the content type JSON, other text is text.
  mediaType: JSON_TYPE,
  shown: 'always',
  detect: (payload, isNamed) =>
    isReadable(payload) || (isNamed && decodeUtf8(payload) !== undefined) ? 'sure' : undefined,
  isText: true,
  typed: typedText,
};
