/** Changes by the user to the columns of the packet list. */
import type { ValuePath } from '../../../payload/tree/valueTree.ts';
import { remember } from '../../kit/language/remembered.ts';
import {
  type ColumnChoice,
  type Hideable,
  KEY,
  keyColumn,
  MOST_KEYS,
  type Sized,
  useColumnChoice,
} from './columns.ts';

function choose(choice: ColumnChoice): void {
  useColumnChoice.setState(choice);
  remember(KEY, choice);
}

export function showColumn(column: Hideable, shown: boolean): void {
  const choice = useColumnChoice.getState();
  choose({ ...choice, shown: { ...choice.shown, [column]: shown } });
}

export function resizeColumn(column: Sized, width: number): void {
  const choice = useColumnChoice.getState();
  choose({ ...choice, widths: { ...choice.widths, [column]: Math.round(width) } });
}

/** Gives a value of the payload a column, or takes it away. The oldest makes room for a new one. */
export function toggleKey(path: ValuePath): void {
  const choice = useColumnChoice.getState();
  const others = choice.keys.filter((one) => keyColumn(one) !== keyColumn(path));
  const isThere = others.length < choice.keys.length;
  choose({ ...choice, keys: isThere ? others : [...others, path].slice(-MOST_KEYS) });
}

export const resetColumns = (): void => choose({ shown: {}, widths: {}, keys: [] });
