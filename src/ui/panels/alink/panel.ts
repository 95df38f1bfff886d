import { ALIBABA } from '../../../conventions/alibaba/id.ts';
import { signedInDevice } from '../../../profiles/settings/signedInDevice.ts';
import { later } from '../../kit/loading/later.tsx';
import type { Panel } from '../../session/panel.ts';

export const alink: Panel = {
  id: 'alink',
  desk: 'watch',
  reads: 'pairs',
  isBeside: true,
  isThere: ({ settings, counters }) =>
    signedInDevice(settings) !== undefined || (counters?.pairs[ALIBABA] ?? 0) > 0,
  Body: later(async () => (await import('./AlinkView.tsx')).AlinkView),
};
