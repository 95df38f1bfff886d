import { expect, test } from 'vitest';
import { SHIPPED } from '../../../conventions/shipped.ts';
import { tasmota } from '../../../conventions/tasmota/tasmota.ts';
import { deviceFacts as english } from '../../en/facts/deviceFacts.ts';
import { deviceFacts as chinese } from './deviceFacts.ts';

/** Names of facts anywhere in a convention's description. */
function factsIn(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]: [string, unknown]) => [
    ...(name === 'facts' && typeof inner === 'object' && inner !== null ? Object.keys(inner) : []),
    ...factsIn(inner),
  ]);
}

test('each fact in a built-in convention has a name in both languages', async () => {
  const files = await Promise.all(SHIPPED.map(async ({ load }) => (await load()).file));
  const named = [tasmota, ...files].flatMap(factsIn);
  // Names given by devices are not translated; `version of …` has a text of its own.
  const ours = [...new Set(named)].filter((name) => !name.includes('{'));
  expect(ours.length).toBeGreaterThan(25);
  expect(ours.filter((name) => !Object.hasOwn(english, name))).toEqual([]);
  expect(ours.filter((name) => !Object.hasOwn(chinese, name))).toEqual([]);
});
