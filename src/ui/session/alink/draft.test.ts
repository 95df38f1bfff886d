import { describe, expect, test } from 'vitest';
import type { ThingValue } from '../../../alibaba/alink/thingModel.ts';
import { en } from '../../../i18n/en/texts.ts';
import { type Draft, EMPTY_DRAFT, inJson, withValues, writtenDraft } from './draft.ts';
import { jsonText } from './words.ts';

const KNOWN: readonly ThingValue[] = [
  { identifier: 'temperature', name: 'T', type: { type: 'float', min: -40, max: 80, step: 0.1 } },
  { identifier: 'mode', name: 'M', type: { type: 'enum', names: new Map([[0, 'off']]) } },
  { identifier: 'note', name: 'N', type: { type: 'text', length: 8 } },
  { identifier: 'list', name: 'L', type: { type: 'array', size: 2, item: { type: 'int' } } },
];

const draftOf = (texts: Readonly<Record<string, string>>, more: Partial<Draft> = {}): Draft => ({
  ...EMPTY_DRAFT,
  texts: new Map(Object.entries(texts)),
  ...more,
});

const GOOD = { temperature: '21.50', mode: '0', note: '7', list: '[1, 2]' };

describe('as fields', () => {
  test('become JSON, with numbers as typed and texts as strings', () => {
    expect(writtenDraft(draftOf(GOOD), KNOWN)).toEqual({
      ok: true,
      json: '{"temperature":21.50,"mode":0,"note":"7","list":[1, 2]}',
      doubts: new Map(),
    });
  });

  test('send a mismatching value with a warning', () => {
    const draft = draftOf({ ...GOOD, temperature: '81', mode: 'off' });
    const written = writtenDraft(draft, KNOWN);
    if (!written.ok) throw new Error(written.fault.key);
    expect(written.json).toContain('"temperature":81,"mode":"off"');
    const doubts = [...written.doubts].map(([identifier, { why }]) => [identifier, why.key]);
    expect(doubts).toEqual([
      ['temperature', 'above-max'],
      ['mode', 'not-integer'],
    ]);
  });

  test('require JSON for lists and structs', () => {
    expect(writtenDraft(draftOf({ ...GOOD, list: '[1' }), KNOWN)).toEqual({
      ok: false,
      fault: { key: 'not-json', identifier: 'list' },
    });
  });

  test('omit empty values, but require at least one', () => {
    const some = draftOf(GOOD, { leftOut: new Set(['mode', 'note', 'list']) });
    expect(writtenDraft(some, KNOWN)).toMatchObject({ json: '{"temperature":21.50}' });
    const none = draftOf(GOOD, { leftOut: new Set(KNOWN.map(({ identifier }) => identifier)) });
    expect(writtenDraft(none, KNOWN)).toMatchObject({ ok: false, fault: { key: 'nothing' } });
  });
});

describe('as JSON', () => {
  test('is sent unchanged without a model', () => {
    const json = ' {"big": 12345678901234567890, "__proto__": 1}\n';
    expect(writtenDraft({ ...EMPTY_DRAFT, json }, undefined)).toMatchObject({ json: json.trim() });
  });

  test('requires an object', () => {
    const fault = (json: string) => writtenDraft({ ...EMPTY_DRAFT, json }, undefined);
    expect(fault('{')).toMatchObject({ fault: { key: 'not-json' } });
    expect(fault('[1]')).toMatchObject({ fault: { key: 'not-object' } });
    expect(fault('null')).toMatchObject({ fault: { key: 'not-object' } });
  });

  test('keeps values in both directions between fields and JSON', () => {
    const draft = draftOf(GOOD, { leftOut: new Set(['mode']) });
    const asJson = inJson(draft, KNOWN, true);
    expect(JSON.parse(asJson.json)).toEqual({ temperature: 21.5, note: '7', list: [1, 2] });
    const back = inJson({ ...asJson, json: '{"mode": 3}' }, KNOWN, false);
    expect(back.leftOut).toEqual(new Set(['temperature', 'note', 'list']));
    expect(writtenDraft(back, KNOWN)).toMatchObject({ json: '{"mode":3}' });
  });
});

test('prepared values replace the previous ones', () => {
  const draft = withValues(draftOf(GOOD), KNOWN, { mode: 4, other: true });
  expect(draft.texts.get('mode')).toBe('4');
  expect(draft.texts.has('other')).toBe(false);
  expect(JSON.parse(draft.json)).toEqual({ mode: 4, other: true });
});

test('invalid JSON is reported with its place, and cannot be sent', () => {
  const draft = draftOf({}, { asJson: true, json: '{bad' });
  const told = jsonText(draft.json, writtenDraft(draft, KNOWN), en);
  expect(told).toContain('line 1, column 2');
  expect(told).not.toContain('still be sent');
});
