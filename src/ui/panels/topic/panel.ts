import { later } from '../../kit/loading/later.tsx';
import { loadedLater } from '../../kit/loading/loadedLater.ts';
import type { Panel } from '../../session/panel.ts';

export const topic: Panel = {
  id: 'topic',
  desk: 'watch',
  actions: loadedLater(async () => (await import('./topicActions.ts')).topicActions),
  Body: later(async () => (await import('./TopicView.tsx')).TopicView),
};
