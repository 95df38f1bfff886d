import { later } from '../../kit/later.tsx';
import type { View } from '../../session/view.ts';

export const streams: View = {
  id: 'streams',
  digit: 5,
  Body: later(async () => (await import('./Streams.tsx')).Streams),
};
