import { short } from '../../../i18n/numbers.ts';
import { later } from '../../kit/loading/later.tsx';
import { loadedLater } from '../../kit/loading/loadedLater.ts';
import type { Panel } from '../../session/panel.ts';

export const devices: Panel = {
  id: 'devices',
  desk: 'watch',
  reads: 'devices',
  isBeside: true,
  isThere: ({ counters }) => (counters?.devices ?? 0) > 0,
  count: ({ counters }) => short(counters?.devices ?? 0),
  actions: loadedLater(async () => (await import('./actions.ts')).deviceActions),
  Body: later(async () => (await import('./DevicesView.tsx')).DevicesView),
};
