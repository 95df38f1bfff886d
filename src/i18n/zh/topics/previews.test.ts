import { expect, test } from 'vitest';
import { encodeUtf8 } from '../../../base/utf8.ts';
import { type PreviewKinds, previewOf } from '../../../engine/topics/tree/preview.ts';
import { changedBy, type Samples } from '../../data.testkit.ts';
import { en } from '../../en/texts.ts';
import { previews as inEnglish } from '../../en/topics/previews.ts';
import { zh } from '../texts.ts';
import { previews as inChinese } from './previews.ts';

test.each([
  [new Uint8Array(), '<empty>', '<空>'],
  [Uint8Array.of(0xff, 0), '<2 B binary>', '<2 B 二进制>'],
  [encodeUtf8('<empty>'), '<empty>', '<empty>'],
  [encodeUtf8('<2 B binary>'), '<2 B binary>', '<2 B binary>'],
  [encodeUtf8('x'.repeat(90)), `${'x'.repeat(80)}… (90 B)`, `${'x'.repeat(80)}… (90 B)`],
])('the start of a value, which may look like our own text: %#', (payload, english, chinese) => {
  const preview = previewOf(payload);
  expect([en.topics.preview(preview), zh.topics.preview(preview)]).toEqual([english, chinese]);
});

const SAMPLES: Samples<PreviewKinds> = {
  whole: (text) => ({ text }),
  keys: (text) => ({ text }),
  folded: (text) => ({ text, bytes: 90 }),
  waiting: (text) => ({ text, bytes: 90, format: 'gzip' }),
  binary: () => ({ bytes: 2 }),
  empty: () => ({}),
};

test.each([
  ['English', inEnglish],
  ['Chinese', inChinese],
])('any value is unchanged in its preview, in %s', (_language, words) => {
  expect(changedBy(words, SAMPLES)).toEqual({});
});
