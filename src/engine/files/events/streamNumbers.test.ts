import { expect, it } from 'vitest';
import { numberedComment, streamComment } from './commentTexts.ts';
import { StreamNumbers } from './streamNumbers.ts';

it('numbers no stream of a file that is no copy', () => {
  const numbering = new StreamNumbers();
  expect(numbering.isNumbered(['A remark.'])).toBe(false);
  expect(numbering.streamNumber()).toBeUndefined();
});

it('numbers streams of a copy from 1, or as a comment states', () => {
  const numbering = new StreamNumbers();
  expect(numbering.isNumbered([numberedComment])).toBe(true);
  const numbers = [numbering.streamNumber()];
  numbering.isNumbered([streamComment(3)]);
  numbers.push(numbering.streamNumber());
  numbering.isNumbered([streamComment(2)]);
  numbers.push(numbering.streamNumber(), numbering.streamNumber());
  expect(numbers).toEqual([1, 3, 2, 4]);
});

it('gives no number twice, although files were merged', () => {
  const numbering = new StreamNumbers();
  numbering.isNumbered([numberedComment]);
  numbering.isNumbered([streamComment(7)]);
  const numbers = [numbering.streamNumber()];
  numbering.isNumbered([numberedComment]);
  numbering.isNumbered([streamComment(7)]);
  numbers.push(numbering.streamNumber(), numbering.streamNumber());
  expect(numbers).toEqual([7, 8, 3]);
});
