import { focusTarget } from '../../kit/page/focus.ts';
import { showGrouping } from '../filter/grouping.ts';
import { setExchangeStrip } from './state.ts';

/** Shows the exchanges in flight, and the side that owes each next packet. */
export function openInFlight(connectionId: string): void {
  setExchangeStrip(connectionId, { isOpen: true });
  showGrouping(connectionId, 'exchanges');
  requestAnimationFrame(() => focusTarget('in-flight'));
}
