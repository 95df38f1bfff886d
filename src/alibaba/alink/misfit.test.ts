import { expect, test } from 'vitest';
import { misfitOf, misfitOfData } from './misfit.ts';
import type { ThingValue } from './thingModel.ts';

const HEIGHT: ThingValue = { identifier: 'height', name: 'Height', type: { type: 'int', max: 9 } };
const POSITION: ThingValue = {
  identifier: 'position',
  name: 'Position',
  type: { type: 'struct', members: [HEIGHT] },
};
const LEVELS: ThingValue = {
  identifier: 'levels',
  name: 'Levels',
  type: { type: 'array', size: 3, item: { type: 'struct', members: [HEIGHT] } },
};

function misfit(known: ThingValue | undefined, source: string) {
  return misfitOf(known, known?.identifier ?? 'odd', JSON.parse(source), source);
}

test.each([
  [HEIGHT, '12', 'height', 'above-max', 'int −∞ … 9', '12'],
  [HEIGHT, '12345678901234567890', 'height', 'above-max', 'int −∞ … 9', '12345678901234567890'],
  [POSITION, '{"height":"up"}', 'position.height', 'not-number', 'int −∞ … 9', '"up"'],
  [POSITION, '{"depth":1}', 'position.depth', 'unknown-member', undefined, '1'],
  [LEVELS, '[{"height":1},{"height":10}]', 'levels[1].height', 'above-max', 'int −∞ … 9', '10'],
  [undefined, '{"a":1}', 'odd', 'unknown-property', undefined, '{"a":1}'],
] as const)('%o with %s', (known, source, path, key, expected, came) => {
  expect(misfit(known, source)).toMatchObject({ path, why: { key }, expected, came });
});

test('a valid value is accepted, and a long one is truncated', () => {
  expect(misfit(HEIGHT, '9')).toBe(undefined);
  expect(misfit(HEIGHT, `"${'x'.repeat(1000)}"`)?.came).toHaveLength(120);
});

test('returns the first invalid member of data', () => {
  expect(misfitOfData([HEIGHT], { height: 1 }, '')).toBe(undefined);
  expect(misfitOfData([HEIGHT], { height: 10 }, '')).toMatchObject({ path: 'height', came: '10' });
  expect(misfitOfData([HEIGHT], 7, '7')).toMatchObject({
    path: '',
    why: { key: 'not-object' },
    came: '7',
  });
});
