import { focusTarget } from '../../kit/page/focus.ts';
import { showPanel } from '../view/tabView.ts';

/** Shows the problems and moves the focus there. */
export function showProblems(connectionId: string): void {
  showPanel(connectionId, 'problems');
  requestAnimationFrame(() => focusTarget('problems'));
}
