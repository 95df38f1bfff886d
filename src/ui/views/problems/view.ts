import { short } from '../../../i18n/numbers.ts';
import { later } from '../../kit/later.tsx';
import { showProblems } from '../../session/problems/showProblems.ts';
import type { View } from '../../session/view.ts';

export const problems: View = {
  id: 'problems',
  digit: 4,
  // Since the person looked last.
  count: ({ counters }) => {
    const unread = counters?.problems.unread ?? 0;
    return unread > 0 ? short(unread) : undefined;
  },
  show: showProblems,
  Body: later(async () => (await import('./ProblemsView.tsx')).ProblemsView),
};
