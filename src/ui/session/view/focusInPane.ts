import { focusTarget } from '../../kit/page/focus.ts';
import { type Layout, setLayout } from './layout.ts';
import { openDrawer } from './publishDrawer.ts';
import { type PaneId, setView } from './tabView.ts';

const SHOWN: Readonly<Record<PaneId, Partial<Layout>>> = {
  topics: { topicsCollapsed: false },
  charts: { chartBoard: true },
};

/** Shows a hidden pane, or the form to publish. */
export function openPane(id: string, pane: PaneId | 'publish'): void {
  if (pane === 'publish') {
    setView(id, { screen: 'capture' });
    openDrawer();
  } else {
    setLayout(SHOWN[pane]);
    setView(id, { front: pane });
  }
}

/** Opens the pane if it is hidden, and moves the focus there. */
export function focusInPane(id: string, pane: 'topics' | 'publish', target: string): void {
  openPane(id, pane);
  requestAnimationFrame(() => focusTarget(target));
}
