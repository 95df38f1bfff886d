import fc from 'fast-check';
import { expect, test } from 'vitest';
import { encodeUtf8 } from '../../base/utf8.ts';
import { CONVENTIONS } from '../../conventions/conventions.ts';
import { TopicNames } from '../log/columns/topicNames.ts';
import { textMessage } from './messages.testkit.ts';
import { ReceivedTopics } from './receivedTopics.ts';

function treeOf(topics: readonly string[]): ReceivedTopics {
  const names = new TopicNames();
  const tree = new ReceivedTopics(names, CONVENTIONS.secrets);
  for (const topic of topics) {
    const bytes = encodeUtf8(topic);
    tree.receive(names.intern(bytes, 0, bytes.length), textMessage('x'));
  }
  return tree;
}

const levels = fc.constantFrom('', 'a', 'b', 'c1', 'c10', '$SYS');
const topicNames = fc.array(levels, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('/'));

test('a path leads to its row, however the tree is folded', () => {
  fc.assert(
    fc.property(
      fc.array(topicNames, { minLength: 1, maxLength: 60 }),
      fc.array(topicNames),
      (topics, closed) => {
        const tree = treeOf(topics);
        for (const path of closed) tree.expand(path, false, false);
        const { rows } = tree.rows({ first: 0, count: 1000 }, 0);
        expect(rows.map((row) => tree.position(row.path))).toEqual(rows.map((_, at) => at));
      },
    ),
  );
});

test('a topic that was not received, or is in a closed branch, has no row', () => {
  const tree = treeOf(['a/b/c', 'd']);
  expect(tree.position('a/x')).toBeNull();
  expect(tree.position('a/b/c')).toBe(0);
  expect(tree.position('a/b')).toBe(0);
  expect(tree.position('d')).toBe(1);
  const second = treeOf(['a/b/c', 'a/b/d', 'e']);
  second.expand('a/b', false, false);
  expect(second.position('a/b/c')).toBeNull();
  expect(second.position('e')).toBe(1);
});
