import { later } from '../../kit/later.tsx';
import type { Panel } from '../../session/panel.ts';

export const workshop: Panel = {
  id: 'workshop',
  desk: 'lab',
  isThere: ({ isFile, settings }) => !isFile && settings !== undefined,
  Body: later(async () => (await import('./WorkshopView.tsx')).WorkshopView),
};
