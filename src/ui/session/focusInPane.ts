import { focusTarget } from '../kit/focus.ts';
import { type Layout, setLayout } from './layout.ts';
import { type PaneId, setView } from './tabView.ts';

const SHOWN: Readonly<Record<PaneId | 'publish', Partial<Layout>>> = {
  topics: { topicsCollapsed: false },
  details: { detailsCollapsed: false },
  publish: { publishOpen: true },
};

/** Shows a hidden pane. */
export function openPane(id: string, pane: keyof typeof SHOWN): void {
  setLayout(SHOWN[pane]);
  setView(id, pane === 'publish' ? { screen: 'capture' } : { front: pane });
}

/** Opens the pane if it is hidden, and moves the focus there. */
export function focusInPane(id: string, pane: 'topics' | 'publish', target: string): void {
  openPane(id, pane);
  requestAnimationFrame(() => focusTarget(target));
}
