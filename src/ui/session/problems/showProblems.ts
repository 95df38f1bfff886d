import { focusTarget } from '../../kit/focus.ts';
import { showCentre } from '../tabView.ts';

/** Shows the problems and moves the focus there. */
export function showProblems(connectionId: string): void {
  showCentre(connectionId, 'problems');
  requestAnimationFrame(() => focusTarget('problems'));
}
