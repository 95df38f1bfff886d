import { loadedLater } from '../../kit/language/loading.ts';
import { later } from '../../kit/later.tsx';
import type { View } from '../../session/view.ts';

export const broker: View = {
  id: 'broker',
  digit: 7,
  isThere: ({ isFile }) => !isFile,
  actions: loadedLater(async () => (await import('./faults/actions.ts')).faultActions),
  Body: later(async () => (await import('./BrokerView.tsx')).BrokerView),
};
