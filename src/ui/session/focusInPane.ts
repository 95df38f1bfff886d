import { focusTarget } from '../kit/focus.ts';
import { setLayout } from './layout.ts';
import { setView } from './tabView.ts';

/** Where it is hidden. */
export function openPane(id: string, pane: 'topics' | 'publish'): void {
  setLayout(
    pane === 'topics' ? { topicsCollapsed: false } : { dockCollapsed: false, dockShows: 'publish' },
  );
  setView(id, { narrow: pane });
}

/** Opens the pane where it is hidden, then puts the focus there. */
export function focusInPane(id: string, pane: 'topics' | 'publish', target: string): void {
  openPane(id, pane);
  requestAnimationFrame(() => focusTarget(target));
}
