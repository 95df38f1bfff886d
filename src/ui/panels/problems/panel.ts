import { short } from '../../../i18n/numbers.ts';
import { later } from '../../kit/loading/later.tsx';
import type { Panel } from '../../session/panel.ts';
import { showProblems } from '../../session/problems/showProblems.ts';

export const problems: Panel = {
  id: 'problems',
  desk: 'inspect',
  // Unread problems since the last visit.
  count: ({ counters }) => {
    const unread = counters?.problems.unread ?? 0;
    return unread > 0 ? short(unread) : undefined;
  },
  show: showProblems,
  reads: 'problems',
  Body: later(async () => (await import('./ProblemsView.tsx')).ProblemsView),
};
