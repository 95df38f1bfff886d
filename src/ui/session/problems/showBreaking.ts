/** From a statement of a standard to the packets that break it. */
import { addToFilter } from '../filter/filters.ts';
import { showCentre } from '../tabView.ts';

/** @param statement an id, which has no quotes in it */
export function showBreaking(connectionId: string, statement: string): void {
  addToFilter(connectionId, `problem == "${statement}"`, 'only');
  showCentre(connectionId, 'packets');
}
