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
