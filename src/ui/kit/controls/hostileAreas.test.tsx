/** Texts that files, brokers and devices put into fields with several lines. */
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { BoundedArea } from './BoundedArea.tsx';

const drawn = (value: string): string =>
  renderToStaticMarkup(<BoundedArea value={value} onChange={() => undefined} />);

test.each([
  ['a file of 4 MiB', '{'.repeat(4 << 20), '4,194,304'],
  ['a payload from right to left', '\u05d0'.repeat(9_000), '9,000'],
  ['a payload with many lines', '\n'.repeat(40_000), '40,000'],
])('%s is not drawn, and the field explains why', (_what, text, count) => {
  expect(drawn(text)).toMatch(new RegExp(`^<textarea readOnly=""[^>]*${count} characters[^>]*></`));
});

test('a text that fits is drawn, and can be changed', () => {
  expect(drawn('{"a": 1}')).toBe('<textarea>{&quot;a&quot;: 1}</textarea>');
});
