import { later } from '../../kit/loading/later.tsx';
import type { Panel } from '../../session/panel.ts';

export const requests: Panel = {
  id: 'requests',
  desk: 'inspect',
  reads: 'replies',
  Body: later(async () => (await import('./RequestsView.tsx')).RequestsView),
};
