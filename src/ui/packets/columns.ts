/** How the packet list is laid out at each width. */

export type ListLayout = 'wide' | 'narrow' | 'phone';

/** Pixels. */
export const ROW_HEIGHT: Readonly<Record<ListLayout, number>> = { wide: 24, narrow: 36, phone: 44 };

/** Pixels of the list's head. */
export const HEAD_HEIGHT: Readonly<Record<ListLayout, number>> = {
  wide: 24,
  narrow: 24,
  phone: 44,
};

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

export function layoutFor(width: number): ListLayout {
  if (width < 600) return 'phone';
  return width < 900 ? 'narrow' : 'wide';
}
