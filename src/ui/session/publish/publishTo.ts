import { focusTarget } from '../../kit/focus.ts';
import { setLayout } from '../layout.ts';
import { setView } from '../tabView.ts';
import { changeForm } from './forms.ts';

/** Puts the topic into the publish pane, and goes there. */
export function publishTo(connectionId: string, topic: string): void {
  changeForm(connectionId, { topic });
  setLayout({ dockCollapsed: false, dockShows: 'publish' });
  setView(connectionId, { narrow: 'publish' });
  // The pane may have to be drawn first.
  requestAnimationFrame(() => focusTarget('publish-topic'));
}
