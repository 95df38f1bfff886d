import fc from 'fast-check';
import { expect, test } from 'vitest';
import { tries } from '../../base/runs.testkit.ts';
import { TopicTable } from './topicTable.ts';
import type { FoundTopic } from './tree/topicRow.ts';
import { Tree } from './tree/topicTree.testkit.ts';

const MANY = 1000;

/** Searches all topics in one step, in tree order. */
function inOneGo(tree: Tree, text: string, most: number): readonly FoundTopic[] {
  const words = text.toLowerCase().split(' ').filter(Boolean);
  const [first] = words;
  if (first === undefined) return [];
  const order = {
    path: undefined,
    isDeep: true,
    first: 0,
    count: MANY,
    order: 'name',
    isReversed: false,
  } as const;
  const listed = tree.topics.table(TopicTable).levels.rows(order, 0).rows;
  const fit = (name: string): number =>
    [name === first, name.startsWith(first), name.includes(`/${first}`), true].indexOf(true);
  return listed
    .map(({ path, messages }) => ({ topic: path, messages, folded: path.toLowerCase() }))
    .filter(({ folded }) => words.every((word) => folded.includes(word)))
    .toSorted((a, b) => fit(a.folded) - fit(b.folded) || b.messages - a.messages)
    .slice(0, most)
    .map(({ topic, messages }) => ({ topic, messages }));
}

const level = fc.constantFrom('a', 'A', 'b', 'n9', 'n10', 'ä', 'Äa', 'K', '$x', '');
const name = fc.array(level, { minLength: 1, maxLength: 3 }).map((levels) => levels.join('/'));
const text = fc.constantFrom('a', 'A', 'n', 'a b', '/', 'ä', 'k', '10', 'x', ' ');

test('finds the same as a single pass, also if topics arrive between its slices', () => {
  fc.assert(
    fc.property(
      fc.array(name, { maxLength: 40 }),
      fc.array(name, { maxLength: 20 }),
      text,
      fc.integer({ min: 1, max: 60 }),
      (before, between, words, most) => {
        const tree = new Tree();
        // A single message per topic, so that counts do not change after they were examined.
        for (const topic of new Set(before)) tree.receive(topic);
        for (let n = 0; n < 300; n += 1) tree.receive(`other/${n}`);
        const search = tree.topics.table(TopicTable).searchNames(words, most);
        let slices = 1;
        while (!search.look(() => false)) {
          if (slices === 1) {
            const isNew = (topic: string) => !before.includes(topic);
            for (const topic of between.filter(isNew)) tree.receive(topic);
          }
          slices += 1;
        }
        expect(search.found()).toEqual(inOneGo(tree, words, most));
      },
    ),
    { numRuns: tries(50) },
  );
});

test('each slice examines some; results are current', () => {
  const tree = new Tree();
  for (let n = 0; n < MANY; n += 1) tree.receive(`line/${n}`);
  const search = tree.topics.table(TopicTable).searchNames('line', 2);
  expect(search.look(() => false)).toBe(false);
  tree.receive('line/1');
  let slices = 1;
  while (!search.look(() => false)) slices += 1;
  expect(slices).toBe(Math.floor(MANY / 256));
  expect(search.found()).toEqual([
    { topic: 'line/1', messages: 2 },
    { topic: 'line/0', messages: 1 },
  ]);
});

test('cleared topics are not found', () => {
  const tree = new Tree();
  for (let n = 0; n < MANY; n += 1) tree.receive(`line/${n}`);
  const search = tree.topics.table(TopicTable).searchNames('line', 5);
  search.look(() => false);
  tree.topics.clear();
  tree.receive('line/new');
  expect(search.look(() => false)).toBe(true);
  expect(search.found()).toEqual([{ topic: 'line/new', messages: 1 }]);
});
