import fc from 'fast-check';
import { expect, test } from 'vitest';
import { AXES, AXIS_CHOICES, DRAWN_AS, MOST_CHARTED } from '../settings/chartLimits.ts';
import type { ChartSettings } from '../settings/chartSettings.ts';
import { SETTINGS } from '../settings/settings.testkit.ts';
import { FORMAT, profileRecord, readProfile } from './storedRecords.ts';

const someCharts: fc.Arbitrary<ChartSettings> = fc.record({
  lines: fc.array(
    fc
      .record({
        topic: fc.string(),
        path: fc.array(fc.oneof(fc.string(), fc.nat()), { maxLength: 6 }),
        axis: fc.constantFrom(...AXIS_CHOICES),
        drawn: fc.constantFrom(...DRAWN_AS),
        colour: fc.nat(MOST_CHARTED.colours - 1),
        isHidden: fc.boolean(),
      })
      .map(({ isHidden, ...line }) => ({ ...line, ...(isHidden && { hidden: true }) })),
    { maxLength: MOST_CHARTED.lines },
  ),
  thresholds: fc.array(
    fc.record({
      axis: fc.constantFrom(...AXES),
      value: fc.double({ noNaN: true, noDefaultInfinity: true }),
    }),
    { maxLength: MOST_CHARTED.thresholds },
  ),
  span: fc.nat(86_400),
});

const recordWith = (charts: unknown) => ({
  id: 'p',
  name: 'Plant',
  format: FORMAT,
  settings: { ...SETTINGS, charts },
});

test('restores charts with their profile unchanged', () => {
  fc.assert(
    fc.property(someCharts, (charts) => {
      const profile = { id: 'p', name: 'Plant', settings: { ...SETTINGS, charts } };
      const record: unknown = structuredClone(profileRecord(profile));
      expect(readProfile(record).settings.charts).toEqual(charts);
    }),
  );
});

test('restores alerts, and does not trust stored ones', () => {
  const alert = { topic: 't', path: ['a'], action: 'notification' };
  const conditions = [
    { kind: 'above', value: 421 },
    { kind: 'below', value: 1 },
    { kind: 'silent', seconds: 3 },
    { kind: 'contains', text: 'err' },
    { kind: 'not-number' },
    { kind: 'problem', severity: 'error' },
  ];
  const alerts = conditions.map((condition) => ({ ...alert, condition }));
  const charts = { lines: [], thresholds: [], alerts, span: 60 };
  expect(readProfile(recordWith(charts)).settings.charts).toEqual(charts);
  const wrong = [
    { ...alert, condition: { kind: 'above', value: 'x' } },
    { ...alert, condition: { kind: 'silent', seconds: -1 } },
    { ...alert, condition: { kind: 'explode' } },
    { ...alert, action: 'run', condition: { kind: 'not-number' } },
  ];
  for (const one of wrong) {
    const record = recordWith({ ...charts, alerts: [one] });
    expect(() => readProfile(record)).toThrow(' is not ');
  }
});

test('a profile without charts has none, and stored charts are not trusted', () => {
  expect(readProfile(recordWith(undefined)).settings.charts).toBeUndefined();
  const line = { topic: 't', path: ['a'], axis: 'left', drawn: 'line', colour: 0 };
  const wrong: readonly unknown[] = [
    { lines: [{ ...line, path: 'a' }], span: 60 },
    { lines: [{ ...line, path: [1.5] }], span: 60 },
    { lines: [{ ...line, axis: 'top' }], span: 60 },
    { lines: [{ ...line, colour: 99 }], span: 60 },
    { lines: Array.from({ length: 17 }, () => line), span: 60 },
    { thresholds: [{ axis: 'left', value: '1' }], span: 60 },
    { thresholds: [{ axis: 'left', value: Number.NaN }], span: 60 },
    { lines: [], span: -1 },
  ];
  for (const charts of wrong) expect(() => readProfile(recordWith(charts))).toThrow(' is not ');
});
