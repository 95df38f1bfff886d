import { expect, test } from 'vitest';
import { ALWAYS, FilterScene, publish } from './filtering.testkit.ts';
import { TermCounts } from './termCounts.ts';

const LARGE = 1024 * 1024;

function scene(): FilterScene {
  const made = new FilterScene(LARGE);
  for (let n = 0; n < 40; n += 1) made.add(publish(`a/${n % 4}`, 0, `${n}`), 'in');
  return made;
}

test('counts each term separately, while there is time', () => {
  const counts = new TermCounts(
    'topic == "a/1" and payload contains "39" and not (dup or qos > 0)',
    scene().filter.facts,
  );
  expect(counts.advance(() => false)).toBe(false);
  expect(counts.advance(ALWAYS)).toBe(true);
  expect(counts.terms).toEqual([
    { text: 'topic == "a/1"', shown: 10 },
    { text: 'payload contains "39"', shown: 1 },
    { text: 'not (dup or qos > 0)', shown: 40 },
  ]);
});

test.each(['topic == "a/1"', 'dup or qos > 0', '', 'topic =='])(
  'a filter without several terms has none: %s',
  (text) => {
    const counts = new TermCounts(text, scene().filter.facts);
    expect(counts.advance(ALWAYS)).toBe(true);
    expect(counts.terms).toEqual([]);
  },
);
