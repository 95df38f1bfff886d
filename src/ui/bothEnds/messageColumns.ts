/** How the list of messages is laid out at each width. */
import type { ListColumns } from '../broker/ListGrid.tsx';

export type MessageColumn = 'number' | 'time' | 'topic' | 'qos' | 'publisher' | 'size' | 'outcome';

export const COLUMNS: ListColumns<MessageColumn> = {
  wide: {
    shown: ['number', 'time', 'topic', 'qos', 'publisher', 'size', 'outcome'],
    grid: 'grid-cols-[64px_104px_minmax(120px,3fr)_60px_minmax(80px,1fr)_56px_minmax(136px,1.2fr)]',
  },
  tight: {
    shown: ['number', 'time', 'topic', 'qos', 'publisher', 'outcome'],
    grid: 'grid-cols-[56px_104px_minmax(96px,3fr)_60px_minmax(80px,1fr)_minmax(120px,1.2fr)]',
  },
  phone: {
    shown: ['time', 'topic', 'qos', 'outcome'],
    grid: 'grid-cols-[112px_minmax(0,1fr)_60px_80px]',
  },
};

export const NUMBERS: ReadonlySet<MessageColumn> = new Set(['number', 'size']);
