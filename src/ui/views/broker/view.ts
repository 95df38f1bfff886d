import { later } from '../../kit/later.tsx';
import type { View } from '../../session/view.ts';
import { faultActions } from './faults/actions.ts';

export const broker: View = {
  id: 'broker',
  digit: 7,
  isThere: ({ isFile }) => !isFile,
  actions: faultActions,
  Body: later(async () => (await import('./BrokerView.tsx')).BrokerView),
};
