import { focusTarget } from '../../kit/page/focus.ts';
import { showPanel } from '../view/tabView.ts';
import { setHandshakes } from './state.ts';

/** Shows the exchanges in flight. */
export function openInFlight(connectionId: string): void {
  setHandshakes(connectionId, {
    list: 'exchanges',
    show: 'in-flight',
    search: '',
    part: 'in-flight',
  });
  showPanel(connectionId, 'handshakes');
  requestAnimationFrame(() => focusTarget('handshakes'));
}
