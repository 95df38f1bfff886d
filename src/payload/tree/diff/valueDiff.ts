/** Lists the changes from one payload to the next of the same format. */
import type { ValuePath, ValueTree } from '../valueTree.ts';

export interface ValueChange {
  readonly kind: 'changed' | 'added' | 'removed';
  /** Path in the current payload; in the previous one if the value was removed. */
  readonly path: ValuePath;
  /** Row in the current tree; -1 if the value was removed. */
  readonly row: number;
  /** Bytes of the value in the current payload; both -1 if it was removed. */
  readonly start: number;
  readonly end: number;
  /** Row in the previous tree; -1 if the value was added. */
  readonly oldRow: number;
}

export interface ValueDiff {
  /** The first changes, in the order of the current payload. Removed values are after their siblings. */
  readonly changes: readonly ValueChange[];
  /** Number of all changes, including those not listed. */
  readonly total: number;
  readonly previous: ValueTree;
  readonly current: ValueTree;
}

interface Pair {
  /** -1 if absent. */
  readonly old: number;
  readonly now: number;
}

/** Values of equal meaning in different notation are equal; numbers are compared as written. */
function sameLeaf(previous: ValueTree, old: number, current: ValueTree, now: number): boolean {
  const kind = current.tape.kind(now);
  if (previous.tape.kind(old) !== kind) return false;
  if (kind === 'string') return previous.value(old) === current.value(now);
  return previous.source(old) === current.source(now);
}

function isContainer(tree: ValueTree, row: number): boolean {
  const kind = tree.tape.kind(row);
  return kind === 'object' || kind === 'array';
}

/** Pairs members by key, and repeated keys in their order. */
function pairMembers(previous: ValueTree, old: number, current: ValueTree, now: number): Pair[] {
  const waiting = new Map<string | number, number[]>();
  for (const row of previous.childRows(old)) {
    const key = previous.key(row) ?? '';
    const rows = waiting.get(key);
    if (rows) rows.push(row);
    else waiting.set(key, [row]);
  }
  for (const rows of waiting.values()) rows.reverse();
  const pairs: Pair[] = [];
  for (const row of current.childRows(now)) {
    pairs.push({ old: waiting.get(current.key(row) ?? '')?.pop() ?? -1, now: row });
  }
  for (const rows of waiting.values()) {
    for (const row of rows.reverse()) pairs.push({ old: row, now: -1 });
  }
  return pairs;
}

function pairElements(previous: ValueTree, old: number, current: ValueTree, now: number): Pair[] {
  const before = [...previous.childRows(old)];
  const after = [...current.childRows(now)];
  const pairs: Pair[] = [];
  for (let i = 0; i < Math.max(before.length, after.length); i++) {
    pairs.push({ old: before[i] ?? -1, now: after[i] ?? -1 });
  }
  return pairs;
}

class Comparison {
  readonly changes: ValueChange[] = [];
  total = 0;
  /** Pairs to compare, the next one last. A stack instead of recursion works at any depth. */
  private readonly open: Pair[] = [{ old: 0, now: 0 }];
  private readonly previous: ValueTree;
  private readonly current: ValueTree;
  private readonly limit: number;

  constructor(previous: ValueTree, current: ValueTree, limit: number) {
    this.previous = previous;
    this.current = current;
    this.limit = limit;
  }

  run(): void {
    for (let pair = this.open.pop(); pair !== undefined; pair = this.open.pop()) this.compare(pair);
  }

  private compare({ old, now }: Pair): void {
    if (old < 0) this.report('added', old, now);
    else if (now < 0) this.report('removed', old, now);
    else if (isContainer(this.current, now)) this.compareContainers(old, now);
    else if (!sameLeaf(this.previous, old, this.current, now)) this.report('changed', old, now);
  }

  private compareContainers(old: number, now: number): void {
    const kind = this.current.tape.kind(now);
    if (this.previous.tape.kind(old) !== kind) {
      this.report('changed', old, now);
      return;
    }
    const pair = kind === 'object' ? pairMembers : pairElements;
    for (const next of pair(this.previous, old, this.current, now).reverse()) this.open.push(next);
  }

  private report(kind: ValueChange['kind'], old: number, now: number): void {
    this.total++;
    if (this.changes.length >= this.limit) return;
    this.changes.push({
      kind,
      path: now < 0 ? this.previous.path(old) : this.current.path(now),
      row: now,
      start: now < 0 ? -1 : this.current.tape.start(now),
      end: now < 0 ? -1 : this.current.tape.end(now),
      oldRow: old,
    });
  }
}

/**
 * Changed, added and removed values of two trees of the same format. The order of members and white space do
 * not count. Linear in both lengths.
 *
 * @param limit number of changes to list; all are counted
 */
export function diffTrees(previous: ValueTree, current: ValueTree, limit = 1000): ValueDiff {
  const comparison = new Comparison(previous, current, limit);
  comparison.run();
  const { changes, total } = comparison;
  return { changes, total, previous, current };
}

/** A removed or changed value as it was written; undefined if it was absent. */
export function oldSource(diff: ValueDiff, change: ValueChange): string | undefined {
  return change.oldRow < 0 ? undefined : diff.previous.source(change.oldRow);
}
