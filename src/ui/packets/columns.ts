/** Columns of the packet list at each width. */
import type { ListLayout } from '../rows/listLayout.ts';

export type Column =
  | 'number'
  | 'time'
  | 'delta'
  | 'direction'
  | 'type'
  | 'packetId'
  | 'topic'
  | 'flags'
  | 'size';

const ALL: readonly Column[] = [
  'number',
  'time',
  'delta',
  'direction',
  'type',
  'packetId',
  'topic',
  'flags',
  'size',
];

export const COLUMNS: Readonly<Record<ListLayout, readonly Column[]>> = {
  wide: ALL,
  narrow: ALL.filter((column) => column !== 'delta'),
  phone: ALL.filter((column) => column !== 'delta' && column !== 'time'),
};
