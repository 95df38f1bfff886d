import { expect, test } from 'vitest';
import { TopicFinder } from './tree/topicFinder.ts';
import { Tree } from './tree/topicTree.testkit.ts';

const TOPICS = 2000;

/** Topics in the order of their numbers. */
function treeOf(value: (topic: number) => string): Tree {
  const tree = new Tree();
  for (let topic = 0; topic < TOPICS; topic += 1) tree.receive(`line/${topic}/t`, value(topic));
  return tree;
}

const told = (tree: Tree) => {
  const { found, looked } = tree.topics.rows({ first: 0, count: 0 }, 0);
  return { found, looked };
};
const noTime = () => false;

test('a search runs in slices: results are shown at once, with the progress', () => {
  const tree = treeOf(() => 'value');
  tree.topics.search('line', TopicFinder);
  expect(told(tree)).toEqual({ found: 0, looked: 0 });
  expect(tree.topics.look(noTime)).toBe(false);
  const { found = 0, looked = 0 } = told(tree);
  expect([found > 0, found < TOPICS, looked]).toEqual([true, true, found / 2]);
  expect(tree.rows().filter(({ matched }) => matched)[0]?.path).toBe('line/0/t');
  let slices = 1;
  while (!tree.topics.look(noTime)) slices += 1;
  expect(slices).toBeLessThan(TOPICS / 100);
  expect(told(tree)).toEqual({ found: TOPICS, looked: undefined });
});

test('another text ends a running search', () => {
  const tree = treeOf((topic) => (topic === 0 ? 'first' : 'needle'));
  tree.topics.search('needle', TopicFinder);
  tree.topics.look(noTime);
  tree.topics.search('line/0/', TopicFinder);
  expect(told(tree)).toEqual({ found: 0, looked: 0 });
  tree.topics.look(noTime);
  expect(told(tree).found).toBe(1);
  tree.topics.search('', TopicFinder);
  expect(tree.topics.look(noTime)).toBe(true);
  expect(told(tree)).toEqual({ found: undefined, looked: undefined });
});

test('topics received during a search are found once, later ones on arrival', () => {
  const tree = treeOf(() => 'needle');
  tree.topics.search('needle', TopicFinder);
  tree.topics.look(noTime);
  tree.receive('line/new', 'needle');
  tree.receive(`line/${TOPICS - 1}/t`, 'needle');
  while (!tree.topics.look(noTime));
  expect(told(tree)).toEqual({ found: TOPICS + 1, looked: undefined });
  tree.receive('line/later', 'needle');
  tree.receive('line/other', 'hay');
  expect(told(tree)).toEqual({ found: TOPICS + 2, looked: undefined });
  tree.topics.clear();
  expect(told(tree)).toEqual({ found: 0, looked: undefined });
  tree.receive('line/again', 'needle');
  expect(told(tree)).toEqual({ found: 1, looked: undefined });
});
