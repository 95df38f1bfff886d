/** Layout of the MQTT-SN message list at each width. */
import { classes } from '../../kit/page/classes.ts';
import type { ListLayout } from '../../kit/rows/listLayout.ts';
import { CELL, headLook, rowLook } from '../../kit/rows/look.ts';

export type Column = 'no' | 'time' | 'client' | 'message' | 'topic' | 'details' | 'other';

export const COLUMNS: Readonly<Record<ListLayout, readonly Column[]>> = {
  wide: ['no', 'time', 'client', 'message', 'topic', 'details', 'other'],
  narrow: ['time', 'client', 'message', 'topic', 'other'],
  phone: ['client', 'message', 'topic'],
};

export const TRACKS: Readonly<Record<ListLayout, string>> = {
  wide: '48px 104px minmax(70px, 100px) 132px minmax(120px, 1.6fr) minmax(110px, 1fr) 116px',
  narrow: '108px minmax(80px, 140px) 140px minmax(90px, 1fr) minmax(110px, 160px)',
  phone: 'minmax(70px, 110px) 130px minmax(80px, 1fr)',
};

export const rowClasses = (layout: ListLayout): string => rowLook(layout, 'grid-cols-(--tracks)');

export const headClasses = (layout: ListLayout): string => headLook(layout, 'grid-cols-(--tracks)');

export const cellClasses = (column: Column): string =>
  classes(CELL, 'px-1.5', column === 'no' && 'text-right');
