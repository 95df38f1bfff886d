import { later } from '../../kit/later.tsx';
import type { View } from '../../session/view.ts';

export const workshop: View = {
  id: 'workshop',
  isThere: ({ isFile, settings }) => !isFile && settings !== undefined,
  Body: later(async () => (await import('./WorkshopView.tsx')).WorkshopView),
};
