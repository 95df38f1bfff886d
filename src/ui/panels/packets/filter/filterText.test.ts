import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseFilter } from '../../../../engine/filter/syntax/parse.ts';
import { corrected, errorIn } from '../../../session/filter/corrected.ts';
import { isUnfinished } from '../../../session/filter/unfinished.ts';
import { filterPieces } from './highlight.ts';

const piecesOf = (text: string) => filterPieces(text, parseFilter(text).marks, errorIn(text));

/** The text with its error put right, and again until nothing is left to correct. */
function mended(text: string): string {
  const error = errorIn(text);
  const right = error && corrected(text, error);
  return right ? mended(right.text) : text;
}

describe('correcting an error', () => {
  test.each([
    ['topic ~ sensors/#', 'topic ~ "sensors/#"'],
    ['topic ~', 'topic ~ "sensors/#"'],
    ['qos === 1', 'qos == 1'],
    ['qos == 1 & dup', 'qos == 1 && dup'],
    ['mqtt.mstype == 3', 'mqtt.msgtype == 3'],
    ['topc == "x" and qos === 1', 'topic == "x" and qos == 1'],
    ['type == publsh', 'type == publish'],
    ['topic == a/b', 'topic == "a/b"'],
    ['qos contains "1"', 'qos == 1'],
    ['dup > true', 'dup == true'],
    ['dir == up', 'dir == out'],
    ['qos == 1 dup', 'qos == 1 and dup'],
    ['topic == "a', 'topic == "a"'],
    ['type in publish', 'type in {publish}'],
    ['type in', 'type in {1, 2}'],
  ])('turns %s into %s', (text, wanted) => {
    expect(mended(text)).toBe(wanted);
    expect(errorIn(wanted)).toBeUndefined();
  });

  test.each(['qos and', '(qos == 1', 'qos == 1)', 'size > 5ms', 'user[site] == "x"', '3 == qos'])(
    'offers no fix that does not help: %s',
    (text) => {
      const error = errorIn(text);
      const right = error && corrected(text, error);
      expect(right === undefined || errorIn(right.text)?.from !== error?.from).toBe(true);
    },
  );
});

describe('completing typed text', () => {
  test.each(['qos ', 'qos =', 'qos ==', 'mqtt.to', 'type == pub', 'topic == "a', 'qos and', '('])(
    'is incomplete with %s',
    (text) => {
      const error = errorIn(text);
      expect(error === undefined || isUnfinished(text, error)).toBe(true);
    },
  );

  test.each(['topc == "x"', 'qos === 1 ', 'topic ~ sensors/#', 'size > 5ms', 'qos == 1)'])(
    'is an error with %s',
    (text) => {
      const error = errorIn(text);
      expect(error !== undefined && isUnfinished(text, error)).toBe(false);
    },
  );
});

describe('coloured pieces', () => {
  test('cover the text, and mark the error', () => {
    const text = 'not (topc == "x") ';
    const pieces = piecesOf(text);
    expect(pieces.map((piece) => piece.text).join('')).toBe(text);
    expect(pieces.filter(({ faulty }) => faulty).map((piece) => piece.text)).toEqual(['topc']);
    expect(pieces[0]).toMatchObject({ text: 'not', tone: 'keyword' });
  });

  test('cover any text completely', () => {
    const word = fc.constantFrom('qos', '==', '"a', '(', 'in', '{', 'topic', '~', 'not', ' ', '[');
    fc.assert(
      fc.property(
        fc.array(fc.oneof(word, fc.string({ maxLength: 4 })), { maxLength: 10 }),
        (words) => {
          const text = words.join('');
          const pieces = piecesOf(text);
          expect(pieces.map((piece) => piece.text).join('')).toBe(text);
          expect(new Set(pieces.map(({ from }) => from)).size).toBe(pieces.length);
        },
      ),
      { numRuns: 200 },
    );
  });
});
