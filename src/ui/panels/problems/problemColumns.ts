/** Columns of the list of problems at each width. */
import { grouped } from '../../../i18n/numbers.ts';
import { timeColumn } from '../../kit/page/clock.ts';
import { CHARACTER } from '../../kit/rows/look.ts';
import type { ListColumns } from '../../pieces/lists/ListGrid.tsx';

export type ProblemColumn = 'severity' | 'problem' | 'count' | 'first' | 'last';

export const RIGHT: ReadonlySet<ProblemColumn> = new Set(['count']);

/**
 * The columns of time and packet fit their content.
 * @param largest packet number
 * @param isDated times include the date
 */
export function problemColumns(largest: number, isDated: boolean): ListColumns<ProblemColumn> {
  const number = Math.max(80, (grouped(largest).length + 4) * CHARACTER + 18);
  const place = timeColumn(isDated) + number;
  return {
    wide: {
      shown: ['severity', 'problem', 'count', 'first', 'last'],
      tracks: `92px minmax(0,1fr) 72px ${place}px ${place}px`,
    },
    tight: {
      shown: ['severity', 'problem', 'count', 'last'],
      tracks: `92px minmax(0,1fr) 72px ${place}px`,
    },
    phone: {
      shown: ['severity', 'problem', 'count'],
      tracks: `28px minmax(0,1fr) ${number}px`,
    },
  };
}
