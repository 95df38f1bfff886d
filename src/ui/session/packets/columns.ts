/** Columns of the packet list at each width. */
import type { ListLayout } from '../../kit/rows/listLayout.ts';

export type Column =
  | 'number'
  | 'time'
  | 'delta'
  | 'direction'
  | 'type'
  | 'packetId'
  | 'client'
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

const COLUMNS: Readonly<Record<ListLayout, readonly Column[]>> = {
  wide: ALL,
  narrow: ALL.filter((column) => column !== 'delta'),
  phone: ALL.filter((column) => column !== 'delta' && column !== 'time'),
};

/** Whose packet it is has a column where there is room, of a capture of several clients; else it stands before the topic. */
const WITH_CLIENT = ALL.flatMap((column) =>
  column === 'topic' ? (['client', column] as const) : column,
);

export function columnsOf(layout: ListLayout, ofMany: boolean): readonly Column[] {
  return ofMany && layout === 'wide' ? WITH_CLIENT : COLUMNS[layout];
}
