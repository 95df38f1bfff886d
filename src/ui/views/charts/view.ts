import { later } from '../../kit/later.tsx';
import type { View } from '../../session/view.ts';

export const charts: View = {
  id: 'charts',
  digit: 0,
  Body: later(async () => (await import('./ChartsView.tsx')).ChartsView),
};
