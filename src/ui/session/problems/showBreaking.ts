/** Filters for the packets that violate a statement of a standard. */
import { addToFilter } from '../filter/filters.ts';
import { showPanel } from '../view/tabView.ts';

/** @param statement an id without quotes */
export function showBreaking(connectionId: string, statement: string): void {
  addToFilter(connectionId, `problem == "${statement}"`, 'only');
  showPanel(connectionId, 'packets');
}
