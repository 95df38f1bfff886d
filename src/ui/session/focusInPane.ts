import { focusTarget } from '../kit/focus.ts';
import { type Layout, setLayout } from './layout.ts';
import { setView } from './tabView.ts';

const SHOWN: Readonly<Record<'topics' | Layout['dockShows'], Partial<Layout>>> = {
  topics: { topicsCollapsed: false },
  publish: { dockCollapsed: false, dockShows: 'publish' },
  details: { dockCollapsed: false, dockShows: 'details' },
};

/** Shows a hidden pane. */
export function openPane(id: string, pane: keyof typeof SHOWN): void {
  setLayout(SHOWN[pane]);
  setView(id, { front: pane });
}

/** Opens the pane if it is hidden, and moves the focus there. */
export function focusInPane(id: string, pane: 'topics' | 'publish', target: string): void {
  openPane(id, pane);
  requestAnimationFrame(() => focusTarget(target));
}
