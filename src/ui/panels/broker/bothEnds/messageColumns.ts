/** Layout of the message list at each width. */
import type { ListColumns } from '../../../pieces/lists/ListGrid.tsx';

export type MessageColumn = 'number' | 'time' | 'topic' | 'qos' | 'publisher' | 'size' | 'outcome';

export const COLUMNS: ListColumns<MessageColumn> = {
  wide: {
    shown: ['number', 'time', 'topic', 'qos', 'publisher', 'size', 'outcome'],
    grid: 'grid-cols-[64px_104px_minmax(120px,3fr)_60px_minmax(112px,1.5fr)_56px_minmax(176px,1fr)]',
  },
  tight: {
    shown: ['number', 'time', 'topic', 'qos', 'publisher', 'outcome'],
    grid: 'grid-cols-[56px_104px_minmax(96px,3fr)_60px_minmax(112px,1.5fr)_minmax(160px,1fr)]',
  },
  phone: {
    shown: ['time', 'topic', 'qos', 'outcome'],
    grid: 'grid-cols-[112px_minmax(0,1fr)_60px_80px]',
  },
};

export const NUMBERS: ReadonlySet<MessageColumn> = new Set(['number', 'size']);
