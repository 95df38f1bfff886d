import { later } from '../../kit/later.tsx';
import type { View } from '../../session/view.ts';

export const topic: View = {
  id: 'topic',
  digit: 3,
  Body: later(async () => (await import('./TopicView.tsx')).TopicView),
};
