/** What a person does with a topic in its view. */
import { focusTarget } from '../app/focus.ts';
import { setLayout } from '../app/layout.ts';
import { texts } from '../kit/language/useText.ts';
import { changeForm } from '../publish/forms.ts';
import { ask } from '../state/asking.ts';
import { connectionById, publish } from '../state/connections.ts';
import { setView } from '../state/views.ts';

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
  const t = texts().topic.ask;
  ask({
    title: t.title,
    text: t.text(topic),
    action: t.action,
    run: () => {
      const state = connectionById(connectionId)?.state;
      // With QoS 1 the broker says that it took it.
      const qos = state?.kind === 'connected' && state.maximumQoS === 0 ? 0 : 1;
      publish(connectionId, {
        topic,
        payload: new Uint8Array(),
        qos,
        retain: true,
        properties: [],
      });
    },
  });
}
