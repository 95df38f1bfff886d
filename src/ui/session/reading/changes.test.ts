import { describe, expect, test } from 'vitest';
import { encodeUtf8 } from '../../../base/utf8.ts';
import { prettyJson } from '../../../payload/json/jsonText.ts';
import { isMissing } from '../../../payload/tree/format.ts';
import { changedKeys, marksByLine, removedPaths, valueChange } from './changes.ts';

const bytes = (value: unknown): Uint8Array => encodeUtf8(JSON.stringify(value));
const said = (payload: Uint8Array) => ({ payload });
const text = (written: string) => said(encodeUtf8(written));

function jsonChange(before: unknown, after: unknown) {
  const change = valueChange(said(bytes(before)), said(bytes(after)));
  if (isMissing(change) || change.kind !== 'values') throw new Error('expected a change of JSON');
  return change;
}

describe('changes of a message', () => {
  test('changed keys are marked at their line, with their old values', () => {
    const after = { id: 'b', params: { temperature: 71.8, rpm: 1480 } };
    const { changes, ...change } = jsonChange(
      { id: 'b', params: { temperature: 71.3, rpm: 1480 } },
      after,
    );
    const marks = marksByLine(changes, prettyJson(bytes(after))?.lineOffsets ?? []);
    expect([...marks]).toEqual([[3, { was: '71.3' }]]);
    expect(changedKeys({ changes, ...change })).toBe('params.temperature');
  });

  test('a new key has no old value, a removed one is named', () => {
    const after = { a: 1, c: 3 };
    const { changes } = jsonChange({ a: 1, b: 2 }, after);
    const marks = marksByLine(changes, prettyJson(bytes(after))?.lineOffsets ?? []);
    expect([...marks]).toEqual([[2, { was: undefined }]]);
    expect(removedPaths(changes)).toBe('payload.b');
  });

  test('blanks and key order are no changes', () => {
    expect(valueChange(text('{"a":1,"b":2}'), text('{ "b":2, "a":1 }'))).toEqual({ kind: 'same' });
  });

  test('other values differ by a range of bytes', () => {
    expect(valueChange(text('state run'), text('state idle'))).toEqual({
      kind: 'bytes',
      from: 6,
      to: 10,
    });
  });

  test('many changed keys are counted', () => {
    const before = Object.fromEntries(Array.from({ length: 9 }, (_, i) => [`k${i}`, 0]));
    const after = Object.fromEntries(Array.from({ length: 9 }, (_, i) => [`k${i}`, 1]));
    expect(changedKeys(jsonChange(before, after), 2)).toBe('k0, k1 +7');
  });
});
