import { later } from '../../kit/later.tsx';
import { loadedLater } from '../../kit/loadedLater.ts';
import type { View } from '../../session/view.ts';

export const broker: View = {
  id: 'broker',
  digit: 7,
  isThere: ({ isFile }) => !isFile,
  actions: loadedLater(async () => (await import('./faults/actions.ts')).faultActions),
  Body: later(async () => (await import('./BrokerView.tsx')).BrokerView),
};
