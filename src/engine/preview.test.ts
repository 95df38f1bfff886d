import { expect, test } from 'vitest';
import { encodeUtf8 } from '../mqtt/utf8.ts';
import { previewOf } from './preview.ts';

const ofText = (text: string) => previewOf(encodeUtf8(text));

test('short text is shown as it is', () => {
  expect(ofText('{"t":21.5,"unit":"°C"}')).toBe('{"t":21.5,"unit":"°C"}');
  expect(ofText('👨‍👩‍👧 家')).toBe('👨‍👩‍👧 家');
});

test('what cannot be seen is made visible', () => {
  expect(ofText('a\tb\r\nc')).toBe('a␉b␍␊c');
  expect(ofText('\u007f')).toBe('␡');
  expect(ofText('abc\u202edef')).toBe('abc\\u{202e}def');
  expect(ofText('\ufeffx\u0085\u2028')).toBe('\\u{feff}x\\u{85}\\u{2028}');
});

test('long text is folded, and its exact size told', () => {
  const text = 'ä'.repeat(81);
  expect(ofText(text)).toBe(`${'ä'.repeat(80)}… (162 B)`);
  expect(ofText('💡'.repeat(80))).toBe('💡'.repeat(80));
});

test('what is not text is told by its size', () => {
  expect(previewOf(new Uint8Array([0xff, 0xfe]))).toBe('<2 B binary>');
  expect(previewOf(new Uint8Array([0, 1, 2]))).toBe('<3 B binary>');
  expect(previewOf(encodeUtf8(`${'x'.repeat(500)}\u0000`))).toBe('<501 B binary>');
  expect(previewOf(new Uint8Array())).toBe('<empty>');
});
