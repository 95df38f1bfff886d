/** Layout of the stream list at each width. */
import { CHARACTER } from '../../kit/rows/look.ts';
import type { ListColumns } from '../../pieces/lists/ListGrid.tsx';

export type Column =
  | 'stream'
  | 'clientId'
  | 'addresses'
  | 'version'
  | 'opened'
  | 'duration'
  | 'in'
  | 'out'
  | 'problems'
  | 'notes';

const WIDE: readonly Column[] = [
  'stream',
  'clientId',
  'addresses',
  'version',
  'opened',
  'duration',
  'in',
  'out',
  'problems',
  'notes',
];
const TIGHT: readonly Column[] = WIDE.filter((one) => one !== 'version' && one !== 'opened');
const PHONE: readonly Column[] = ['stream', 'clientId', 'in', 'out'];

/** Pixels that a column has at least: its head fits. */
const LEAST: Readonly<Record<Column, number>> = {
  stream: 44,
  clientId: 80,
  addresses: 96,
  version: 56,
  opened: 64,
  duration: 68,
  in: 56,
  out: 56,
  problems: 70,
  notes: 56,
};
/** Pixels of a cell around its content. */
const AROUND = 17;

/**
 * Columns fit their content. Names and addresses share the remaining width, and notes take the rest.
 * @param longest characters in a column
 */
export function streamColumns(longest: (column: Column) => number): ListColumns<Column> {
  const needed = new Map(
    WIDE.map((column) => [
      column,
      Math.max(LEAST[column], Math.ceil(longest(column) * CHARACTER) + AROUND),
    ]),
  );
  const trackOf = (column: Column, hasNotes: boolean): string => {
    const most = needed.get(column) ?? LEAST[column];
    if (column === 'notes') return `minmax(${longest('notes') > 0 ? 120 : LEAST.notes}px, 1fr)`;
    if (column === 'clientId' && !hasNotes) return `minmax(${LEAST.clientId}px, 1fr)`;
    if (column === 'clientId' || column === 'addresses')
      return `minmax(${Math.min(LEAST[column], most)}px, ${most}px)`;
    return `${most}px`;
  };
  const columns = (shown: readonly Column[]) => ({
    shown,
    tracks: shown.map((column) => trackOf(column, shown.includes('notes'))).join(' '),
  });
  return { wide: columns(WIDE), tight: columns(TIGHT), phone: columns(PHONE) };
}

export const RIGHT: ReadonlySet<Column> = new Set(['stream', 'duration', 'in', 'out', 'problems']);
