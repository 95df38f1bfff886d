/** Changes by the user to the columns of the packet list. */
import { remember } from '../../kit/language/remembered.ts';
import { type ColumnChoice, type Hideable, KEY, type Sized, useColumnChoice } from './columns.ts';

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

export const resetColumns = (): void => choose({ shown: {}, widths: {} });
