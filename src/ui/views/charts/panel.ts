import { later } from '../../kit/later.tsx';
import type { Panel } from '../../session/panel.ts';

export const charts: Panel = {
  id: 'charts',
  desk: 'watch',
  Body: later(async () => (await import('./ChartsView.tsx')).ChartsView),
};
