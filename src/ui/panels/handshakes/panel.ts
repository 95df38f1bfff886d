import { short } from '../../../i18n/numbers.ts';
import { later } from '../../kit/loading/later.tsx';
import type { Panel } from '../../session/panel.ts';

export const handshakes: Panel = {
  id: 'handshakes',
  desk: 'inspect',
  reads: 'exchanges',
  count: ({ counters }, words) => {
    const troubled = counters?.exchanges.problems ?? 0;
    return troubled > 0 ? words.shell.troubled(short(troubled)) : undefined;
  },
  Body: later(async () => (await import('./HandshakesView.tsx')).HandshakesView),
};
