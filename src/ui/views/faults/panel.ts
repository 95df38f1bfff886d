import { later } from '../../kit/later.tsx';
import { loadedLater } from '../../kit/loadedLater.ts';
import type { Panel } from '../../session/panel.ts';

export const faults: Panel = {
  id: 'faults',
  desk: 'lab',
  isThere: ({ isFile }) => !isFile,
  actions: loadedLater(async () => (await import('./actions.ts')).faultActions),
  Body: later(async () => (await import('./FaultsPane.tsx')).FaultsPane),
};
