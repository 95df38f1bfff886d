/**
 * The values of a payload as columns, one row per value, in source order with parents before their children.
 * Rows hold only byte positions, so numbers are not rounded, repeated keys are kept, and any depth works.
 */

/** JSON has no values of the last two kinds. `other`: values of a single format, such as `undefined`. */
const VALUE_KINDS = [
  'object',
  'array',
  'string',
  'number',
  'true',
  'false',
  'null',
  'bytes',
  'other',
] as const;
export type ValueKind = (typeof VALUE_KINDS)[number];

/** Rows. Most payloads have few values, and creating a large array takes longer than reading them. */
const FIRST_CAPACITY = 8;
/** kind, start, end, keyStart, keyEnd, parent, next, children */
const COLUMNS = 8;

/** Filled by the reader of a format; read through its methods. Rows count from 0, the root. */
export class ValueTape {
  private cells = new Int32Array(FIRST_CAPACITY * COLUMNS);
  private rows = 0;

  /** Number of values. */
  get size(): number {
    return this.rows;
  }

  /** `keyStart` is -1 outside objects. In JSON, the range of a key excludes its quotation marks. */
  add(kind: ValueKind, start: number, keyStart: number, keyEnd: number, parent: number): number {
    const row = this.rows++;
    if (this.rows * COLUMNS > this.cells.length) this.grow();
    const at = row * COLUMNS;
    this.cells[at] = VALUE_KINDS.indexOf(kind);
    this.cells[at + 1] = start;
    this.cells[at + 3] = keyStart;
    this.cells[at + 4] = keyEnd;
    this.cells[at + 5] = parent;
    if (parent >= 0) {
      const count = parent * COLUMNS + 7;
      this.cells[count] = (this.cells[count] ?? 0) + 1;
    }
    return row;
  }

  /** Called when a value's last byte is known. */
  close(row: number, end: number): void {
    this.cells[row * COLUMNS + 2] = end;
    this.cells[row * COLUMNS + 6] = this.rows;
  }

  /** Removes a list's last element and its content. */
  removeLast(row: number, parent: number): void {
    if (row >= this.rows) return;
    this.cells.fill(0, row * COLUMNS, this.rows * COLUMNS);
    this.rows = row;
    const count = parent * COLUMNS + 7;
    this.cells[count] = (this.cells[count] ?? 0) - 1;
  }

  private grow(): void {
    const larger = new Int32Array(this.cells.length * 2);
    larger.set(this.cells);
    this.cells = larger;
  }

  kind(row: number): ValueKind {
    return VALUE_KINDS[this.cells[row * COLUMNS] ?? 0] ?? 'null';
  }

  /** Position of the value's first character. */
  start(row: number): number {
    return this.cells[row * COLUMNS + 1] ?? 0;
  }

  /** Position after the value's last character. */
  end(row: number): number {
    return this.cells[row * COLUMNS + 2] ?? 0;
  }

  /** Position of the key; in JSON after the quotation mark. -1 if there is no key. */
  keyStart(row: number): number {
    return this.cells[row * COLUMNS + 3] ?? -1;
  }

  /** Position after the key; in JSON its closing quotation mark. -1 if there is no key. */
  keyEnd(row: number): number {
    return this.cells[row * COLUMNS + 4] ?? -1;
  }

  /** -1 for the root. */
  parent(row: number): number {
    return this.cells[row * COLUMNS + 5] ?? -1;
  }

  /** The first row after this value and its content. */
  next(row: number): number {
    return this.cells[row * COLUMNS + 6] ?? 0;
  }

  /** Number of members or elements; 0 for other values. */
  children(row: number): number {
    return this.cells[row * COLUMNS + 7] ?? 0;
  }

  /** Rows of a value's members or elements. */
  *childRows(row: number): Generator<number, void, undefined> {
    const end = this.next(row);
    for (let child = row + 1; child < end; child = this.next(child)) yield child;
  }
}
