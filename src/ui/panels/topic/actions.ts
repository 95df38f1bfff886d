/** Actions on a topic in its view. */
import { confirm } from '../../kit/language/announcements.ts';
import { texts } from '../../kit/language/useText.ts';
import { askToConfirm } from '../../session/dialogs/confirm.ts';
import { isReadOnly } from '../../session/readOnly.ts';
import { clearOne } from '../../session/retained/clearing.ts';

/** Clears the retained message of a topic (3.3.1.3) after the user confirms. */
export function clearRetained(connectionId: string, topic: string): void {
  if (isReadOnly(connectionId)) {
    confirm(texts().topic.clearReadOnly);
    return;
  }
  const t = texts().topic.ask;
  askToConfirm({
    title: t.title,
    text: t.text(topic),
    action: t.action,
    run: () => void clearOne(connectionId, topic),
  });
}
