import fc from 'fast-check';
import { expect, test } from 'vitest';
import { encodeUtf8 } from '../../mqtt/utf8.ts';
import { encodeCbor } from '../../payload/formats/cborWriter.ts';
import { formatOf } from '../../payload/formats/formats.ts';
import { visibleText } from '../../payload/visibleText.ts';
import { previewOf } from './preview.ts';

const ofText = (text: string) => previewOf(encodeUtf8(text));

test('short text is shown as it is', () => {
  expect(ofText('{"t":21.5,"unit":"°C"}')).toBe('{"t":21.5,"unit":"°C"}');
  expect(ofText('👨‍👩‍👧 家')).toBe('👨‍👩‍👧 家');
});

test('what cannot be seen is made visible', () => {
  expect(ofText('a\tb\r\nc')).toBe('a␉b␍␊c');
  expect(ofText('abc\u202edef')).toBe('abc⟨U+202E⟩def');
  expect(ofText('\ufeffx\u2028')).toBe('⟨U+FEFF⟩x⟨U+2028⟩');
});

test('tree and value panel show the same of any short text, and take the same for binary', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', minLength: 1, maxLength: 40 }), (text) => {
      const payload = encodeUtf8(text);
      const shown = formatOf(payload)?.isText === true ? visibleText(text) : undefined;
      expect(previewOf(payload)).toBe(shown ?? `<${payload.length} B binary>`);
    }),
  );
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

test('values of binary formats are told by them, the content type included', () => {
  const cbor = encodeCbor({ t: 21.5, unit: '°C' });
  expect(previewOf(cbor)).toBe('CBOR {"t": 21.5, "unit": "°C"}');
  expect(previewOf(cbor.subarray(0, -1))).toBe(`<${cbor.length - 1} B binary>`);
  expect(previewOf(cbor.subarray(0, -3), 'application/cbor')).toBe('CBOR {"t": 21.5}');
  const long = encodeCbor({ list: Array.from({ length: 100 }, () => 7) });
  expect(previewOf(long)).toMatch(/^CBOR \{"list": \[7, 7.{61}… \(108 B\)$/);
});
