import fc from 'fast-check';
import { expect, test } from 'vitest';
import { jsonPieces } from './highlight.ts';

test('keys, strings, numbers and literals have their colours', () => {
  const pieces = jsonPieces('{"a": "b", "n": -1.5e3, "t": true}');
  expect(pieces.filter((piece) => piece.tone !== 'plain')).toEqual([
    { text: '"a"', tone: 'key' },
    { text: '"b"', tone: 'string' },
    { text: '"n"', tone: 'key' },
    { text: '-1.5e3', tone: 'number' },
    { text: '"t"', tone: 'key' },
    { text: 'true', tone: 'word' },
  ]);
});

test('placeholders of a template have the colour of words, outside of strings', () => {
  const pieces = jsonPieces('{"t": {{walk 20.0..25.0 0.1}}, "id": "{{n}}"}');
  expect(pieces.filter((piece) => piece.tone !== 'plain')).toEqual([
    { text: '"t"', tone: 'key' },
    { text: '{{walk 20.0..25.0 0.1}}', tone: 'word' },
    { text: '"id"', tone: 'key' },
    { text: '"{{n}}"', tone: 'string' },
  ]);
});

test('the pieces of any text add up to that text', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
      const pieces = jsonPieces(text);
      expect(pieces.map((piece) => piece.text).join('')).toBe(text);
    }),
  );
});
