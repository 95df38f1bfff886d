import type { Sorting } from '../../kit/rows/SortHead.tsx';
import {
  type BrokerPart,
  type ListOrder,
  setOrder,
  useBrokerPlace,
} from '../../session/broker/place.ts';

interface SortingOptions<C extends string> {
  /** The list to sort. */
  readonly part: BrokerPart;
  readonly columns: ReadonlySet<C>;
  /** The column of the list's default order; undefined: none. */
  readonly first: C | undefined;
  /** Columns that sort the largest first. */
  readonly numbers: ReadonlySet<C>;
}

/** The user's sort order of a list at the broker. */
export function useSorting<C extends string>(
  connectionId: string,
  { part, columns, first, numbers }: SortingOptions<C>,
): Sorting<C> {
  const chosen: ListOrder | undefined = useBrokerPlace(connectionId).orders[part];
  const by = [...columns].find((column) => column === chosen?.by) ?? first;
  const descending = chosen?.descending ?? (first !== undefined && numbers.has(first));
  return {
    by,
    descending,
    columns,
    onSort: (column) =>
      setOrder(connectionId, part, {
        by: column,
        descending: column === by ? !descending : numbers.has(column),
      }),
  };
}
