/** Filters the packet list for the subject of a view. */
import { showPanel } from '../view/tabView.ts';
import { filterLanguage } from './filterLanguage.ts';
import { addToFilter } from './filters.ts';

/** @param expression receives a function that quotes a text for the filter language */
export function filterPackets(
  connectionId: string,
  expression: (quote: (text: string) => string) => string,
): void {
  showPanel(connectionId, 'packets');
  filterLanguage.with(({ quote }) => addToFilter(connectionId, expression(quote), 'for'));
}

/** Limits the packet list to a topic and everything below it. */
export function filterBelow(connectionId: string, path: string): void {
  filterPackets(connectionId, (quote) => `topic ~ ${quote(`${path}/#`)}`);
}
