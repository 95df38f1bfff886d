import { focusInPane } from '../view/focusInPane.ts';
import { changeForm } from './forms.ts';

/** Puts the topic into the publish pane, and shows the pane. */
export function publishTo(connectionId: string, topic: string): void {
  changeForm(connectionId, { topic });
  focusInPane(connectionId, 'publish', 'publish-topic');
}
