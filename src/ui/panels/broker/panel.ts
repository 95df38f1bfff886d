import { later } from '../../kit/loading/later.tsx';
import type { Panel } from '../../session/panel.ts';

export const broker: Panel = {
  id: 'broker',
  desk: 'broker',
  isThere: ({ isFile }) => !isFile,
  Body: later(async () => (await import('./BrokerView.tsx')).BrokerView),
};
