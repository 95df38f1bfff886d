import { expect, test } from 'vitest';
import { encodeUtf8 } from '../../../base/utf8.ts';
import { isMissing } from '../../../payload/tree/format.ts';
import { cellsOf } from './cells.ts';

test.each([
  ['21.5', '21.5'],
  ['"21.5"', '"21.5"'],
  ['"run"', 'run'],
  ['""', '""'],
  ['"true"', '"true"'],
])(
  'the row of the payload %s shows %s, so that no text looks like another value',
  (payload, text) => {
    const cells = cellsOf({ payload: encodeUtf8(payload) }, undefined, []);
    expect(isMissing(cells) ? cells : cells.values[0]?.text).toBe(text);
  },
);

test('the row of a text that changed far from its beginning begins shortly before the change', () => {
  const line = (module: number) =>
    `2026-11-30 19:00:00 WARN 汉字 in the long module ${module}: retry`;
  const of = (before: string, now: string) => {
    const cells = cellsOf({ payload: encodeUtf8(now) }, { payload: encodeUtf8(before) }, []);
    return isMissing(cells) ? cells : cells.values[0];
  };
  expect(of(line(1128), line(1136))).toEqual({ text: '…ng module 1136: retry', change: '~' });
  expect(of('open the door', 'shut the door')).toEqual({ text: 'shut the door', change: '~' });
  expect(of(line(1), line(1))).toMatchObject({ text: line(1) });
});
