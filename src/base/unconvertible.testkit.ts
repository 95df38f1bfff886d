/** JSON whose conversion to a text or a number throws, because its members are named like methods. */
const UNCONVERTIBLE = { toString: 1, valueOf: 1 };

/** Copies of a JSON value, each with one of its values replaced: by such an object, and by a list of it. */
export function* withUnconvertible(value: unknown): Generator<unknown> {
  yield UNCONVERTIBLE;
  yield [UNCONVERTIBLE];
  if (Array.isArray(value)) {
    const items: readonly unknown[] = value;
    for (const [at, item] of items.entries())
      for (const other of withUnconvertible(item)) yield items.toSpliced(at, 1, other);
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, member] of Object.entries(value))
      for (const other of withUnconvertible(member)) yield { ...value, [name]: other };
  }
}
