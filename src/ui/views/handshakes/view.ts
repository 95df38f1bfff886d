import { short } from '../../../words/numbers.ts';
import { loadRuleTexts } from '../../kit/language/language.ts';
import { later } from '../../kit/later.tsx';
import type { View } from '../../session/view.ts';

export const handshakes: View = {
  id: 'handshakes',
  digit: 2,
  count: ({ counters }, words) => {
    const troubled = counters?.exchanges.problems ?? 0;
    return troubled > 0 ? words.handshakes.troubled(short(troubled)) : undefined;
  },
  Body: later(async () => {
    const [{ HandshakesView }] = await Promise.all([
      import('./HandshakesView.tsx'),
      loadRuleTexts(),
    ]);
    return HandshakesView;
  }),
};
