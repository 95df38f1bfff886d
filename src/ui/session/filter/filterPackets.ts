/** Shows the list of packets with only what a view is about. */
import { showCentre } from '../tabView.ts';
import { filterLanguage } from './filterLanguage.ts';
import { addToFilter } from './filters.ts';

/** @param expression is given what quotes a text as the filter's language does */
export function filterPackets(
  connectionId: string,
  expression: (quote: (text: string) => string) => string,
): void {
  showCentre(connectionId, 'packets');
  filterLanguage.with(({ quote }) => addToFilter(connectionId, expression(quote), 'for'));
}

/** Lets the list of packets through only what is on a topic and below it. */
export function filterBelow(connectionId: string, path: string): void {
  filterPackets(connectionId, (quote) => `topic ~ ${quote(`${path}/#`)}`);
}
