import { later } from '../../kit/later.tsx';
import { loadedLater } from '../../kit/loadedLater.ts';
import type { View } from '../../session/view.ts';

export const topic: View = {
  id: 'topic',
  digit: 3,
  actions: loadedLater(async () => (await import('./topicActions.ts')).topicActions),
  Body: later(async () => (await import('./TopicView.tsx')).TopicView),
};
