import { describe, expect, test } from 'vitest';
import { lineCount, lineLight, movedByte, offsetDigits } from './hexLines.ts';

const dark = { own: undefined, around: undefined, cursor: undefined, secrets: [] };

describe('lines of bytes', () => {
  test('have sixteen bytes each, the last one fewer', () => {
    expect([0, 1, 16, 17, 268_435_456].map((size) => lineCount(size, 16))).toEqual([
      0, 1, 1, 2, 16_777_216,
    ]);
  });

  test('have offsets with the digits that the last one needs', () => {
    expect([0, 213, 65_536, 65_537, 268_435_456].map(offsetDigits)).toEqual([4, 4, 4, 5, 7]);
  });

  test('a range over three lines opens in the first and closes in the last', () => {
    const light = { ...dark, own: { offset: 12, length: 30 } };
    const lines = [0, 1, 2, 3].map((line) => lineLight(line, light, 16));
    expect(lines.map(({ ownFrom, ownTo }) => [ownFrom, ownTo])).toEqual([
      [12, 16],
      [0, 16],
      [0, 10],
      [0, 0],
    ]);
    expect(lines.map(({ opens }) => opens)).toEqual([true, false, false, false]);
    expect(lines.map(({ closes }) => closes)).toEqual([false, false, true, false]);
  });

  test('a field without bytes highlights none', () => {
    const { ownFrom, ownTo, opens } = lineLight(0, { ...dark, own: { offset: 3, length: 0 } }, 16);
    expect([ownFrom, ownTo, opens]).toEqual([0, 0, false]);
  });

  test('have eight bytes in a narrow space', () => {
    expect(lineCount(17, 8)).toBe(3);
    expect(movedByte('ArrowDown', 3, 40, 10, 8)).toBe(11);
    const { ownFrom, ownTo } = lineLight(1, { ...dark, own: { offset: 6, length: 4 } }, 8);
    expect([ownFrom, ownTo]).toEqual([0, 2]);
  });

  test('know their secret bytes', () => {
    const light = { ...dark, secrets: [{ offset: 15, length: 2 }] };
    expect(lineLight(0, light, 16).secret).toBe(1 << 15);
    expect(lineLight(1, light, 16).secret).toBe(1);
  });

  test('keys move by byte and by line, and stop at the ends', () => {
    expect(movedByte('ArrowRight', 3, 40, 10, 16)).toBe(4);
    expect(movedByte('ArrowDown', 3, 40, 10, 16)).toBe(19);
    expect(movedByte('ArrowDown', 30, 40, 10, 16)).toBe(39);
    expect(movedByte('ArrowUp', 3, 40, 10, 16)).toBe(0);
    expect(movedByte('End', 3, 40, 10, 16)).toBe(39);
    expect(movedByte('x', 3, 40, 10, 16)).toBeUndefined();
  });
});
