import { useState } from 'react';
import type { Sorting } from './SortHead.tsx';

interface Orders<C extends string, O extends string> {
  readonly columns: readonly C[];
  /** Sortable columns with their orders. */
  readonly orders: Readonly<Partial<Record<C, O>>>;
  /** Orders that start with the largest value. */
  readonly fromLargest: ReadonlySet<O>;
}

interface Ordered<O extends string> {
  readonly order: O;
  readonly isReversed: boolean;
}

/** Another head sorts by its column. The same head again reverses the order. */
export function sortingBy<C extends string, O extends string>(
  { columns, orders, fromLargest }: Orders<C, O>,
  { order, isReversed }: Ordered<O>,
  onOrder: (ordered: Ordered<O>) => void,
): Sorting<C> {
  return {
    by: columns.find((column) => orders[column] === order),
    descending: fromLargest.has(order) !== isReversed,
    columns: new Set(columns.filter((column) => orders[column] !== undefined)),
    onSort: (column) => {
      const to = orders[column];
      if (to !== undefined) onOrder({ order: to, isReversed: to === order && !isReversed });
    },
  };
}

/** The order of a list while it is shown. */
export function useOrder<C extends string, O extends string>(
  of: Orders<C, O>,
  first: O,
): Ordered<O> & { readonly sorting: Sorting<C> } {
  const [ordered, setOrdered] = useState<Ordered<O>>({ order: first, isReversed: false });
  return { ...ordered, sorting: sortingBy(of, ordered, setOrdered) };
}
