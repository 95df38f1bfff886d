/** What changed from one JSON payload to the next. */
import { type JsonPath, type JsonTree, jsonTree } from './jsonTree.ts';

export interface JsonChange {
  readonly kind: 'changed' | 'added' | 'removed';
  /** In the current payload; in the previous one where the value was removed. */
  readonly path: JsonPath;
  /** Row in the tree of the current payload; -1 where the value was removed. */
  readonly row: number;
  /** Bytes of the value in the current payload; both -1 where it was removed. */
  readonly start: number;
  readonly end: number;
  /** Place of the value in the previous payload; both -1 where it was added. */
  readonly oldStart: number;
  readonly oldEnd: number;
}

export interface JsonDiff {
  /** The first changes, in the order of the current payload, removed ones after their siblings. */
  readonly changes: readonly JsonChange[];
  /** All of them, also those that are not listed. */
  readonly total: number;
  readonly previous: JsonTree;
  readonly current: JsonTree;
}

interface Pair {
  /** -1: not there. */
  readonly old: number;
  readonly now: number;
}

/** Values that are written differently and mean the same are the same; numbers are compared as written. */
function sameLeaf(previous: JsonTree, old: number, current: JsonTree, now: number): boolean {
  const kind = current.tape.kind(now);
  if (previous.tape.kind(old) !== kind) return false;
  if (kind === 'number') return previous.source(old) === current.source(now);
  return kind !== 'string' || previous.string(old) === current.string(now);
}

function isContainer(tree: JsonTree, row: number): boolean {
  const kind = tree.tape.kind(row);
  return kind === 'object' || kind === 'array';
}

/** Members by key; of a repeated key the first meets the first, the second the second. */
function pairMembers(previous: JsonTree, old: number, current: JsonTree, now: number): Pair[] {
  const waiting = new Map<string, number[]>();
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

function pairElements(previous: JsonTree, old: number, current: JsonTree, now: number): Pair[] {
  const before = [...previous.childRows(old)];
  const after = [...current.childRows(now)];
  const pairs: Pair[] = [];
  for (let i = 0; i < Math.max(before.length, after.length); i++) {
    pairs.push({ old: before[i] ?? -1, now: after[i] ?? -1 });
  }
  return pairs;
}

class Comparison {
  readonly changes: JsonChange[] = [];
  total = 0;
  /** Pairs still to be compared, the next one last: no recursion, whatever the depth. */
  private readonly open: Pair[] = [{ old: 0, now: 0 }];
  private readonly previous: JsonTree;
  private readonly current: JsonTree;
  private readonly limit: number;

  constructor(previous: JsonTree, current: JsonTree, limit: number) {
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

  private report(kind: JsonChange['kind'], old: number, now: number): void {
    this.total++;
    if (this.changes.length >= this.limit) return;
    this.changes.push({
      kind,
      path: now < 0 ? this.previous.path(old) : this.current.path(now),
      row: now,
      start: now < 0 ? -1 : this.current.tape.start(now),
      end: now < 0 ? -1 : this.current.tape.end(now),
      oldStart: old < 0 ? -1 : this.previous.tape.start(old),
      oldEnd: old < 0 ? -1 : this.previous.tape.end(old),
    });
  }
}

/**
 * Changed, added and removed values; undefined where one of the two is not JSON. The order of an
 * object's members and the blanks do not count. Linear in the two lengths.
 *
 * @param limit changes to list; all are counted
 */
export function diffJson(
  previous: Uint8Array,
  current: Uint8Array,
  limit = 1000,
): JsonDiff | undefined {
  const before = jsonTree(previous);
  const after = jsonTree(current);
  if (!before.ok || !after.ok) return undefined;
  const comparison = new Comparison(before.tree, after.tree, limit);
  comparison.run();
  const { changes, total } = comparison;
  return { changes, total, previous: before.tree, current: after.tree };
}

/** A removed or changed value as it was written; undefined where it was not there. */
export function oldSource(diff: JsonDiff, change: JsonChange): string | undefined {
  if (change.oldStart < 0) return undefined;
  return diff.previous.slice(change.oldStart, change.oldEnd);
}
