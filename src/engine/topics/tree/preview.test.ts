import fc from 'fast-check';
import { expect, test } from 'vitest';
import { encodeUtf8 } from '../../../base/utf8.ts';
import { visibleText } from '../../../base/visibleText.ts';
import { encodeCbor } from '../../../payload/formats/cbor/cborWriter.ts';
import { formatOf } from '../../../payload/formats/formats.ts';
import { type Preview, previewOf } from './preview.ts';

const ofText = (text: string) => previewOf(encodeUtf8(text));
const whole = (text: string): Preview => ({ key: 'whole', args: { text } });
const binary = (bytes: number): Preview => ({ key: 'binary', args: { bytes } });

test('short text is shown unchanged', () => {
  expect(ofText('{"t":21.5,"unit":"°C"}')).toEqual(whole('{"t":21.5,"unit":"°C"}'));
  expect(ofText('👨‍👩‍👧 家')).toEqual(whole('👨‍👩‍👧 家'));
});

test('invisible characters are made visible', () => {
  expect(ofText('a\tb\r\nc')).toEqual(whole('a␉b␍␊c'));
  expect(ofText('abc\u202edef')).toEqual(whole('abc⟨U+202E⟩def'));
  expect(ofText('\ufeffx\u2028')).toEqual(whole('⟨U+FEFF⟩x⟨U+2028⟩'));
});

test('tree and value panel show the same for any short text, and treat the same as binary', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', minLength: 1, maxLength: 40 }), (text) => {
      const payload = encodeUtf8(text);
      // A text with a NUL or other bytes around it.
      fc.pre(formatOf(payload)?.unwrap === undefined);
      const shown = formatOf(payload)?.isText === true ? whole(visibleText(text)) : undefined;
      expect(previewOf(payload)).toEqual(shown ?? binary(payload.length));
    }),
  );
});

test('long text is folded, with its exact size', () => {
  const text = 'ä'.repeat(81);
  expect(ofText(text)).toEqual({ key: 'folded', args: { text: 'ä'.repeat(80), bytes: 162 } });
  expect(ofText('💡'.repeat(80))).toEqual(whole('💡'.repeat(80)));
});

test('binary payloads are described by their size', () => {
  expect(previewOf(new Uint8Array([0xff, 0xfe]))).toEqual(binary(2));
  expect(previewOf(new Uint8Array([0, 1, 2]))).toEqual(binary(3));
  expect(previewOf(encodeUtf8(`${'x'.repeat(500)}\u0000x`))).toEqual(binary(502));
  expect(previewOf(new Uint8Array())).toEqual({ key: 'empty', args: {} });
});

test('values of binary formats are shown with the content type', () => {
  const cbor = encodeCbor({ t: 21.5, unit: '°C' });
  expect(previewOf(cbor)).toEqual(whole('CBOR {"t": 21.5, "unit": "°C"}'));
  expect(previewOf(cbor.subarray(0, -1))).toEqual(binary(cbor.length - 1));
  expect(previewOf(cbor.subarray(0, -3), { contentType: 'application/cbor' })).toEqual(
    whole('CBOR {"t": 21.5}'),
  );
  const long = encodeCbor({ list: Array.from({ length: 100 }, () => 7) });
  const folded = previewOf(long);
  expect(folded).toMatchObject({ key: 'folded', args: { bytes: 108 } });
  expect(folded).toHaveProperty('args.text', expect.stringMatching(/^CBOR \{"list": \[7, 7.{61}$/));
});
