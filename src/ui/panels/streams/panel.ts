import { later } from '../../kit/loading/later.tsx';
import type { Panel } from '../../session/panel.ts';

export const streams: Panel = {
  id: 'streams',
  desk: 'inspect',
  reads: 'streams',
  Body: later(async () => (await import('./Streams.tsx')).Streams),
};
