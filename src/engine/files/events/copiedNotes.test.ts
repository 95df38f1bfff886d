import { expect, it } from 'vitest';
import { CopiedNotes } from './copiedNotes.ts';
import { numberedComment, streamComment } from './markComment.ts';

it('numbers no stream of a file that is no copy', () => {
  const copied = new CopiedNotes();
  expect(copied.isNumbered(['A remark.'])).toBe(false);
  expect(copied.streamNumber()).toBeUndefined();
});

it('numbers streams of a copy from 1, or as a comment states', () => {
  const copied = new CopiedNotes();
  expect(copied.isNumbered([numberedComment])).toBe(true);
  const numbers = [copied.streamNumber()];
  copied.isNumbered([streamComment(3)]);
  numbers.push(copied.streamNumber());
  copied.isNumbered([streamComment(2)]);
  numbers.push(copied.streamNumber(), copied.streamNumber());
  expect(numbers).toEqual([1, 3, 2, 4]);
});

it('gives no number twice, although files were merged', () => {
  const copied = new CopiedNotes();
  copied.isNumbered([numberedComment]);
  copied.isNumbered([streamComment(7)]);
  const numbers = [copied.streamNumber()];
  copied.isNumbered([numberedComment]);
  copied.isNumbered([streamComment(7)]);
  numbers.push(copied.streamNumber(), copied.streamNumber());
  expect(numbers).toEqual([7, 8, 3]);
});
