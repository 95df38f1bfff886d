/** How the list of messages is laid out at each width. */
import type { Columns } from '../broker/ListGrid.tsx';
import type { ListLayout } from '../rows/listLayout.ts';

export type MessageColumn = 'number' | 'time' | 'topic' | 'qos' | 'publisher' | 'size' | 'outcome';

const WIDE: Columns<MessageColumn> = {
  shown: ['number', 'time', 'topic', 'qos', 'publisher', 'size', 'outcome'],
  grid: 'grid-cols-[64px_104px_minmax(100px,2fr)_60px_minmax(80px,1fr)_56px_232px]',
};

export const COLUMNS: Readonly<Record<ListLayout, Columns<MessageColumn>>> = {
  wide: WIDE,
  narrow: WIDE,
  phone: {
    shown: ['time', 'topic', 'qos', 'outcome'],
    grid: 'grid-cols-[112px_minmax(0,1fr)_60px_80px]',
  },
};

export const NUMBERS: ReadonlySet<MessageColumn> = new Set(['number', 'size']);
