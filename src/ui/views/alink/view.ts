import { ALIBABA } from '../../../conventions/alibaba/id.ts';
import { signedInDevice } from '../../../profiles/settings/signedInDevice.ts';
import { later } from '../../kit/later.tsx';
import type { View } from '../../session/view.ts';

export const alink: View = {
  id: 'alink',
  digit: 8,
  isThere: ({ settings, counters }) =>
    signedInDevice(settings) !== undefined || (counters?.pairs[ALIBABA] ?? 0) > 0,
  Body: later(async () => (await import('./AlinkView.tsx')).AlinkView),
};
