import { focusTarget } from '../../kit/focus.ts';
import { showCentre } from '../tabView.ts';

/** Shows what was found, with the focus in it. */
export function showProblems(connectionId: string): void {
  showCentre(connectionId, 'problems');
  requestAnimationFrame(() => focusTarget('problems'));
}
