import { short } from '../../../i18n/numbers.ts';
import { later } from '../../kit/later.tsx';
import type { View } from '../../session/view.ts';

export const handshakes: View = {
  id: 'handshakes',
  digit: 2,
  count: ({ counters }, words) => {
    const troubled = counters?.exchanges.problems ?? 0;
    return troubled > 0 ? words.shell.troubled(short(troubled)) : undefined;
  },
  Body: later(async () => (await import('./HandshakesView.tsx')).HandshakesView),
};
