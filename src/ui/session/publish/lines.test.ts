import fc from 'fast-check';
import { expect, test } from 'vitest';
import { encodeUtf8 } from '../../../base/utf8.ts';
import { EMPTY_FORM } from './form.ts';
import { lineMessages, linesIn } from './lines.ts';
import type { PublishForm } from './publishForm.ts';

const read = (change: Partial<PublishForm>) =>
  lineMessages({ ...EMPTY_FORM, topic: 'a', format: 'text', ...change }, 5);

const textsOf = (payloads: readonly (Uint8Array | string)[] = []) =>
  payloads.map((one) => (typeof one === 'string' ? one : Buffer.from(one).toString()));

test.each([
  ['', 0, 0],
  ['a', 1, 0],
  ['a\nb\n', 2, 0],
  ['a\r\nb\r\n', 2, 0],
  ['a\n\n  \nb', 2, 2],
  ['\n\n', 0, 2],
])('%j', (text, count, skipped) => {
  const { lines, skipped: left } = linesIn(text);
  expect([lines.length, left]).toEqual([count, skipped]);
});

test('each line with text is a message, with its number', () => {
  const line = fc.string().filter((one) => !/[\r\n]/.test(one));
  fc.assert(
    fc.property(fc.array(line), (all) => {
      const { lines } = linesIn(all.join('\n'));
      expect(lines.map(({ text }) => text)).toEqual(all.filter((one) => one.trim() !== ''));
      expect(lines.every(({ text, number }) => all[number - 1] === text)).toBe(true);
    }),
  );
});

test('lines of a box and of a file become the same payloads', async () => {
  const text = '{"t":20.1}\r\n\n{"t":20.4}\n';
  const ofBox = await read({ payload: text, format: 'json' });
  const content = new File([text], 'x.ndjson');
  const ofFile = await read({ large: { name: 'x.ndjson', content }, format: 'json' });
  for (const one of [ofBox, ofFile]) {
    expect(one.error).toBeUndefined();
    expect(textsOf('payloads' in one ? one.payloads : [])).toEqual(['{"t":20.1}', '{"t":20.4}']);
  }
});

test('a line that is no JSON under JSON has its number, and nothing is sent', async () => {
  const { error } = await read({ payload: '{"t":1}\n\n{"t":}', format: 'json' });
  expect(error).toMatch(/^Line 3: .* Nothing was sent\.$/);
  expect((await read({ payload: '{"t":1}\n{"t":}' })).error).toBeUndefined();
});

test('bytes are read in their notation', async () => {
  const found = await read({ payload: '01 02\nff', format: 'hex' });
  expect('payloads' in found && found.payloads).toEqual([Uint8Array.of(1, 2), Uint8Array.of(255)]);
  expect((await read({ payload: '01\nxx', format: 'hex' })).error).toMatch(/^Line 2: /);
});

test('templates stay text, also in lines without one', async () => {
  const found = await read({ payload: 'a\n{{counter}}', templates: true });
  expect('payloads' in found && found.payloads).toEqual(['a', '{{counter}}']);
  expect('message' in found && found.message?.template).toMatchObject({ payload: 'a' });
});

test('too many lines, too many bytes, no text and no topic are refused', async () => {
  expect((await read({ payload: 'a\n'.repeat(10_000) })).error).toBeUndefined();
  expect((await read({ payload: 'a\n'.repeat(10_001) })).error).toContain('At most 10,000 lines');
  const large = (bytes: Uint8Array) => read({ large: { name: 'x', content: bytes } });
  expect((await large(new Uint8Array((8 << 20) + 1))).error).toContain('8 MiB');
  expect((await large(Uint8Array.of(0xff))).error).toContain('no UTF-8 text');
  expect((await large(encodeUtf8('a'))).error).toBeUndefined();
  expect((await read({ payload: '\n' })).error).toBe('There is no line with text.');
  expect((await read({ payload: 'a', topic: '' })).error).not.toBe('');
});
