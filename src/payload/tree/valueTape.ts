/**
 * The values of a payload as columns, one row a value, in the order in which they stand: a parent
 * before its children. Rows hold places in the bytes and nothing else, so that no number is rounded,
 * no repeated key lost, and no depth of nesting too much.
 */

/** The last two are not JSON's: `other` is what only one format has, such as `undefined`. */
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

const FIRST_CAPACITY = 64;
/** kind, start, end, keyStart, keyEnd, parent, next, children */
const COLUMNS = 8;

/** Filled by who reads the bytes; read through its methods. Rows count from 0, the root. */
export class ValueTape {
  private cells = new Int32Array(FIRST_CAPACITY * COLUMNS);
  private rows = 0;

  /** Number of values. */
  get size(): number {
    return this.rows;
  }

  /** `keyStart` is -1 outside objects. In JSON both ends of a key are without its quotation marks. */
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

  /** Once a value's last byte is known. */
  close(row: number, end: number): void {
    this.cells[row * COLUMNS + 2] = end;
    this.cells[row * COLUMNS + 6] = this.rows;
  }

  private grow(): void {
    const larger = new Int32Array(this.cells.length * 2);
    larger.set(this.cells);
    this.cells = larger;
  }

  kind(row: number): ValueKind {
    return VALUE_KINDS[this.cells[row * COLUMNS] ?? 0] ?? 'null';
  }

  /** Byte of the value's first character. */
  start(row: number): number {
    return this.cells[row * COLUMNS + 1] ?? 0;
  }

  /** Byte after the value's last character. */
  end(row: number): number {
    return this.cells[row * COLUMNS + 2] ?? 0;
  }

  /** Byte of the key; in JSON after the quotation mark. -1 where there is no key. */
  keyStart(row: number): number {
    return this.cells[row * COLUMNS + 3] ?? -1;
  }

  /** Byte after the key; in JSON its closing quotation mark. -1 where there is no key. */
  keyEnd(row: number): number {
    return this.cells[row * COLUMNS + 4] ?? -1;
  }

  /** -1 for the root. */
  parent(row: number): number {
    return this.cells[row * COLUMNS + 5] ?? -1;
  }

  /** The first row that is not inside this value. */
  next(row: number): number {
    return this.cells[row * COLUMNS + 6] ?? 0;
  }

  /** Members or elements; 0 for what is neither object nor array. */
  children(row: number): number {
    return this.cells[row * COLUMNS + 7] ?? 0;
  }

  /** Rows of a value's members or elements. */
  *childRows(row: number): Generator<number, void, undefined> {
    const end = this.next(row);
    for (let child = row + 1; child < end; child = this.next(child)) yield child;
  }
}
