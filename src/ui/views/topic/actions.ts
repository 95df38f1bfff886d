/** What a person does with a topic in its view. */
import { focusTarget } from '../../kit/focus.ts';
import { confirm } from '../../kit/language/announcements.ts';
import { texts } from '../../kit/language/useText.ts';
import { ask } from '../../session/asking.ts';
import { setLayout } from '../../session/layout.ts';
import { changeForm } from '../../session/publish/forms.ts';
import { isReadOnly } from '../../session/readOnly.ts';
import { clearOne } from '../../session/retained/clearing.ts';
import { setView } from '../../session/tabView.ts';

/** Puts the topic into the publish pane, and goes there. */
export function publishTo(connectionId: string, topic: string): void {
  changeForm(connectionId, { topic });
  setLayout({ dockCollapsed: false });
  setView(connectionId, { narrow: 'publish' });
  // The pane may have to be drawn first.
  requestAnimationFrame(() => focusTarget('publish-topic'));
}

/** Has the broker forget what it retains for a topic (3.3.1.3), once the person has said so. */
export function clearRetained(connectionId: string, topic: string): void {
  if (isReadOnly(connectionId)) {
    confirm(texts().topic.clearReadOnly);
    return;
  }
  const t = texts().topic.ask;
  ask({
    title: t.title,
    text: t.text(topic),
    action: t.action,
    run: () => void clearOne(connectionId, topic),
  });
}
