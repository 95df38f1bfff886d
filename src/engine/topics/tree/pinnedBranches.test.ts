import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Tree } from './topicTree.testkit.ts';

const LINE = 'zz/deep/plant/line1';

function plant(): Tree {
  const tree = new Tree();
  for (const topic of ['house/bedroom/lamp', 'house/kitchen/lamp']) tree.receive(topic);
  for (const key of ['temp', 'state']) tree.receive(`${LINE}/press/${key}`);
  return tree;
}

interface Asked {
  readonly closed?: readonly string[];
  readonly first?: number;
  readonly count?: number;
}

const pinned = (tree: Tree, pins: readonly string[], asked: Asked = {}) =>
  tree.topics.pinned({ pins, closed: [], first: 0, count: 1000, ...asked }, 0);

/** One line per row, as `Tree.drawn`; a pin has its whole path. */
const drawn = (...given: Parameters<typeof pinned>): string[] =>
  pinned(...given).rows.map(({ pin, row }) => {
    if (row === null) return `? ${pin}`;
    const sign = row.expandable ? (row.expanded ? '- ' : '+ ') : '';
    return row.path === pin ? sign + pin : `${'  '.repeat(row.depth + 1)}${sign}${row.level}`;
  });

test('the topics of a pinned branch are open below it, however the tree is folded or searched', () => {
  const tree = plant();
  const open = [`- ${LINE}`, '  - press', '    state', '    temp'];
  expect(drawn(tree, [LINE])).toEqual(open);
  tree.topics.expand(undefined, false, true);
  expect(drawn(tree, [LINE])).toEqual(open);
  tree.search('lamp');
  expect(drawn(tree, [LINE])).toEqual(open);
});

test('a level is closed below the pin and not in the tree, and opens again', () => {
  const tree = plant();
  const before = tree.drawn();
  expect(drawn(tree, [LINE], { closed: [`${LINE}/press`] })).toEqual([`- ${LINE}`, '  + press']);
  expect(drawn(tree, [LINE], { closed: [LINE] })).toEqual([`+ ${LINE}`]);
  expect(drawn(tree, [LINE])).toHaveLength(4);
  expect(tree.drawn()).toEqual(before);
});

test('a topic has no rows below it; a pin without messages has no row yet', () => {
  const tree = plant();
  const lamp = 'house/bedroom/lamp';
  expect(drawn(tree, [lamp, 'later'])).toEqual([lamp, '? later']);
  tree.receive('later/a');
  expect(drawn(tree, [lamp, 'later'])).toEqual([lamp, '- later', '  a']);
});

test('new, hidden and cleared topics', () => {
  const tree = plant();
  const rows = () => drawn(tree, [LINE]);
  rows();
  tree.receive(`${LINE}/oven`);
  expect(rows()).toEqual([`- ${LINE}`, '  oven', '  - press', '    state', '    temp']);
  tree.topics.hide([`${LINE}/press`]);
  expect(rows()).toEqual([`- ${LINE}`, '  oven']);
  tree.topics.hide([]);
  expect(rows()).toHaveLength(5);
  const cleared = tree.topics.clear();
  expect(rows()).toEqual([`? ${LINE}`]);
  tree.receive(`${LINE}/new`);
  expect(rows()).toEqual([`- ${LINE}`, '  new']);
  cleared.restore();
  expect(rows()).toHaveLength(6);
});

const levels = fc.constantFrom('', 'a', 'b', 'c1', 'c10');
const topicNames = fc.array(levels, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('/'));
const some = fc.array(topicNames, { maxLength: 40 });

test('rows below a pin are those of a tree that has only its topics, in any part', () => {
  fc.assert(
    fc.property(
      some,
      some,
      fc.array(topicNames, { maxLength: 6 }),
      some,
      (early, late, pins, shut) => {
        const unique = [...new Set(pins)];
        const closed = [...new Set(shut)];
        const tree = new Tree();
        for (const topic of early) tree.receive(topic);
        pinned(tree, unique.slice(1));
        tree.topics.hide(late.slice(0, 2));
        for (const topic of late) tree.receive(topic);
        pinned(tree, unique, { closed: closed.slice(2) });
        tree.topics.hide([]);
        const wanted = unique.flatMap((pin) => {
          const alone = new Tree();
          const start = `${pin}/`;
          const below = (paths: readonly string[]) =>
            paths.filter((path) => path.startsWith(start)).map((path) => path.slice(start.length));
          for (const topic of below([...early, ...late])) alone.receive(topic);
          alone.topics.expand(undefined, true, true);
          for (const path of below(closed)) alone.topics.expand(path, false, false);
          const isThere = [...early, ...late].some((one) => `${one}/`.startsWith(start));
          const rows = closed.includes(pin) ? [] : alone.rows();
          return [
            isThere ? `${pin} ${rows.length > 0}` : `? ${pin}`,
            ...rows.map(
              ({ path, depth, expanded }) => `${pin}: ${start}${path} ${depth} ${expanded}`,
            ),
          ];
        });
        const line = ({ pin, row }: ReturnType<typeof pinned>['rows'][number]): string => {
          if (row === null) return `? ${pin}`;
          const { path, depth, expanded } = row;
          return path === pin ? `${pin} ${expanded}` : `${pin}: ${path} ${depth} ${expanded}`;
        };
        const all = pinned(tree, unique, { closed });
        expect(all.rows.map(line)).toEqual(wanted);
        expect(all.total).toBe(wanted.length);
        for (const first of [0, 1, 3, wanted.length]) {
          const part = pinned(tree, unique, { closed, first, count: 3 });
          expect(part.rows.map(line)).toEqual(wanted.slice(first, first + 3));
        }
      },
    ),
    { numRuns: 300, seed: 75 },
  );
});
