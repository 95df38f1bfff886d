import fc from 'fast-check';
import { expect, test } from 'vitest';
import { tries } from '../../base/runs.testkit.ts';
import { topicMatches } from '../../mqtt/tables/topics.ts';
import type { Cleared } from '../log/columns/cleared.ts';
import { compareFirstLevels, compareLevels } from './naturalOrder.testkit.ts';
import { Arrangement } from './tree/arrangement.ts';
import type { TopicOrder, TopicRow } from './tree/topicRow.ts';
import { Tree } from './tree/topicTree.testkit.ts';
import { OPENS_BY_ITSELF_BELOW } from './tree/topicTree.ts';

// Few different levels, so that opened and closed paths exist.
const level = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom('a', 'B') },
  {
    weight: 1,
    arbitrary: fc.constantFrom('', 'b', '2', '10', '010', '$x', 'é', '__proto__', '💡'),
  },
);
const nameOf = (maxLength: number) =>
  fc
    .array(level, { minLength: 1, maxLength })
    .map((levels) => levels.join('/'))
    .filter((name) => name !== '');
const topicName = nameOf(4);
const step = fc.oneof(
  { weight: 2, arbitrary: fc.constantFrom('clear' as const, 'undo' as const) },
  {
    weight: 6,
    arbitrary: fc.record({ receive: topicName, value: fc.constantFrom('x', 'needle') }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ expand: nameOf(3), open: fc.boolean(), deep: fc.boolean() }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ search: fc.constantFrom('', 'b', 'NEED', '+/#', 'a/+', '#') }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      sort: fc.constantFrom<TopicOrder>('name', 'changed', 'count', 'rate'),
    }),
  },
  { weight: 1, arbitrary: fc.record({ hide: fc.array(nameOf(3), { maxLength: 3 }) }) },
);

/** The same tree by definition, without incremental counting. */
class Model {
  readonly path: string;
  readonly level: string;
  readonly depth: number;
  children: Model[] = [];
  expanded = false;
  opensNew = false;
  isFoldedByHand = false;
  closed = false;
  value: string | undefined;
  matched = false;
  /** Times of the messages in this branch, µs. */
  times: number[] = [];
  /** Index of the last message. */
  last = 0;

  constructor(path: string, level: string, depth: number) {
    this.path = path;
    this.level = level;
    this.depth = depth;
  }

  isShown(tree: ModelTree): boolean {
    if (!tree.searching) {
      if (tree.hidden.has(this.path)) return false;
      return !this.isJoined || this.children.some((child) => child.isShown(tree));
    }
    return this.matched || this.children.some((child) => child.isShown(tree));
  }

  shownChildren(tree: ModelTree): Model[] {
    return this.children
      .filter((child) => child.isShown(tree))
      .sort((a, b) => b.rank(tree) - a.rank(tree));
  }

  /** Equal ranks stay ordered by name. */
  rank({ order, now }: ModelTree): number {
    switch (order) {
      case 'name':
        return 0;
      case 'changed':
        return this.last;
      case 'count':
        return this.times.length;
      case 'rate':
        if (this.times.length === 1) return 0;
        return this.times.filter((time) => time >= now - 5_000_000).length / this.age(now);
    }
  }

  /** s, 1 to 5 */
  age(now: number): number {
    const first = this.times[0] ?? now;
    return Math.min(5, Math.max(1, (now - first) / 1_000_000));
  }

  /** True if the level shares the row of its only child. */
  get isJoined(): boolean {
    const [child] = this.children;
    const isLevel = this.depth >= 0 && this.level !== '';
    return isLevel && this.value === undefined && this.children.length === 1 && child?.level !== '';
  }

  all(): Model[] {
    return [this, ...this.children.flatMap((child) => child.all())];
  }

  /** @param joined levels above that share the row @param place of the row, if a level above began it */
  drawn(tree: ModelTree, depth = 0, joined = '', place?: readonly number[]): unknown[] {
    const shown = this.shownChildren(tree);
    return shown.flatMap((child, index) => {
      const level = joined + child.level;
      const at = place ?? [index + 1, shown.length];
      if (child.isJoined) return child.drawn(tree, depth, `${level}/`, at);
      const isOpen = tree.searching ? !child.closed : child.expanded;
      const below = child.shownChildren(tree);
      const row = [child.path, level, depth, below.length > 0, isOpen && below.length > 0];
      const { length: messages } = child.times;
      return [[...row, ...at, messages], ...(isOpen ? child.drawn(tree, depth + 1) : [])];
    });
  }
}

class ModelTree {
  root = new Model('', '', -1);
  readonly folds = new Map<string, Model>();
  text = '';
  order: TopicOrder = 'name';
  hidden: ReadonlySet<string> = new Set();
  /** µs */
  now = 0;
  #received = 0;
  #cleared: Model | undefined;
  /** Topics since the last Clear, in order of arrival. */
  #since = new Set<string>();

  get searching(): boolean {
    return this.text !== '';
  }

  finds(node: Model): boolean {
    if (!this.searching || node.value === undefined) return false;
    if (/[+#]/.test(this.text)) return topicMatches(this.text, node.path);
    return `${node.path}\n${node.value}`.toLowerCase().includes(this.text.toLowerCase());
  }

  receive(name: string, value: string): void {
    this.#received += 1;
    this.#since.add(name);
    for (const node of this.#place(name)) {
      node.times.push(this.now);
      node.last = this.#received;
    }
    const node = this.find(name);
    if (node === undefined) return;
    node.value = value;
    node.matched ||= this.finds(node);
  }

  /** Returns the nodes of a name and creates missing ones. */
  #place(name: string): Model[] {
    const rows = this.root.drawn(this).length;
    let node = this.root;
    const way: Model[] = [];
    const levels = name.split('/');
    for (const [depth, text] of levels.entries()) {
      let child = node.children.find((each) => each.level === text);
      if (child === undefined) {
        const opens = node.opensNew || rows < OPENS_BY_ITSELF_BELOW;
        if (node.children.length === 0 && opens && !node.isFoldedByHand) node.expanded = true;
        child = new Model(levels.slice(0, depth + 1).join('/'), text, depth);
        const before = this.folds.get(child.path);
        child.opensNew = before?.opensNew ?? node.opensNew;
        child.expanded = before?.expanded ?? false;
        child.isFoldedByHand = before !== undefined;
        node.children.push(child);
        const compare = depth === 0 ? compareFirstLevels : compareLevels;
        node.children.sort((a, b) => compare(a.level, b.level));
      }
      node = child;
      way.push(node);
    }
    return way;
  }

  find(path: string): Model | undefined {
    return this.root.all().find((each) => each.depth >= 0 && each.path === path);
  }

  expand(path: string, open: boolean, deep: boolean): void {
    const node = this.find(path);
    if (node === undefined) return;
    node.isFoldedByHand ||= !this.searching;
    if (open && !this.searching) this.#openJoined(path);
    for (const each of deep ? node.all() : [node]) {
      if (this.searching) each.closed = !open;
      else each.expanded = open;
      if (deep) each.opensNew = open;
      else if (!open) each.opensNew = false;
    }
  }

  #openJoined(path: string): void {
    for (let at = path.lastIndexOf('/'); at >= 0; at = path.lastIndexOf('/', at - 1)) {
      const above = this.find(path.slice(0, at));
      if (above?.isJoined !== true) return;
      above.expanded = true;
    }
  }

  clear(): void {
    this.#noteFolds();
    this.#cleared = this.root;
    this.#since.clear();
    this.root = new Model('', '', -1);
  }

  undo(): void {
    if (this.#cleared === undefined) return;
    this.#noteFolds();
    const since = this.root.all();
    this.root = this.#cleared;
    this.#cleared = undefined;
    for (const [path, { expanded, opensNew }] of this.folds) {
      const node = this.find(path);
      if (node !== undefined) Object.assign(node, { expanded, opensNew, isFoldedByHand: true });
    }
    for (const name of this.#since) this.#place(name);
    for (const { depth, path, times, last, value } of since) {
      const node = depth < 0 ? undefined : this.find(path);
      if (node === undefined) continue;
      node.times.push(...times);
      node.last = last;
      node.value = value ?? node.value;
    }
    this.search(this.text);
  }

  #noteFolds(): void {
    for (const node of this.root.all()) {
      if (node.isFoldedByHand) this.folds.set(node.path, node);
    }
  }

  search(text: string): void {
    this.text = text;
    for (const node of this.root.all()) {
      node.closed = false;
      node.matched = this.finds(node);
    }
  }
}

test('windows match the definition after any steps', () => {
  fc.assert(
    fc.property(
      fc.array(step, { maxLength: 60 }),
      fc.nat(20),
      fc.nat(10),
      (steps, first, count) => {
        const tree = new Tree();
        const model = new ModelTree();
        let cleared: Cleared | undefined;
        for (const each of steps) {
          // The order may change every second.
          model.now += 1_000_000;
          if (each === 'clear') {
            cleared?.forget();
            cleared = tree.topics.clear();
            model.clear();
          } else if (each === 'undo') {
            cleared?.restore();
            cleared = undefined;
            tree.topics.look(() => true);
            model.undo();
          } else if ('receive' in each) {
            tree.receive(each.receive, each.value, { time: model.now });
            model.receive(each.receive, each.value);
          } else if ('expand' in each) {
            tree.topics.expand(each.expand, each.open, each.deep);
            model.expand(each.expand, each.open, each.deep);
          } else if ('sort' in each) {
            tree.topics.sort(each.sort, () => new Arrangement());
            model.order = each.sort;
          } else if ('hide' in each) {
            tree.topics.hide(each.hide);
            model.hidden = new Set(each.hide);
          } else {
            tree.search(each.search);
            model.search(each.search);
          }
          const expected = model.root.drawn(model);
          const shown = (row: TopicRow) => [
            row.path,
            row.level,
            row.depth,
            row.expandable,
            row.expanded,
            row.position,
            row.siblings,
            row.messages,
          ];
          expect(tree.rows(0, 1000, model.now).map(shown)).toEqual(expected);
          expect(tree.total).toBe(expected.length);
          const nodes = model.root.all();
          const found = nodes.filter(({ matched }) => matched).length;
          const { found: told, hidden } = tree.topics.rows({ first: 0, count: 0 }, model.now);
          expect(told).toBe(model.searching ? found : undefined);
          expect(hidden).toBe(
            nodes.filter(({ path, depth }) => depth >= 0 && model.hidden.has(path)).length,
          );
          expect(tree.rows(first, count, model.now).map(shown)).toEqual(
            expected.slice(first, first + count),
          );
        }
      },
    ),
    {
      numRuns: tries(1500),
      // A search continues over Clear and Undo.
      examples: [[[{ search: 'NEED' }, 'clear', { receive: 'a', value: 'needle' }, 'undo'], 0, 10]],
    },
  );
});
