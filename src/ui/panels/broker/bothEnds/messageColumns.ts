/** Layout of the message list at each width. */
import { timeColumn } from '../../../kit/page/clock.ts';
import type { ListColumns } from '../../../pieces/lists/ListGrid.tsx';

export type MessageColumn = 'number' | 'time' | 'topic' | 'qos' | 'publisher' | 'size' | 'outcome';

/** px of `3 of 5`, `1 open` and `1 not delivered` beside each other. */
const OUTCOME = 250;

/** @param isDated times include the date */
export function messageColumns(isDated: boolean): ListColumns<MessageColumn> {
  const time = timeColumn(isDated);
  return {
    wide: {
      shown: ['number', 'time', 'topic', 'qos', 'publisher', 'size', 'outcome'],
      tracks: `64px ${time}px minmax(120px,3fr) 60px minmax(112px,1.5fr) 56px minmax(${OUTCOME}px,1fr)`,
    },
    tight: {
      shown: ['time', 'topic', 'qos', 'publisher', 'outcome'],
      tracks: `${time}px minmax(96px,3fr) 60px minmax(96px,1.5fr) minmax(${OUTCOME}px,1fr)`,
    },
    phone: {
      shown: ['time', 'topic', 'qos', 'outcome'],
      tracks: `${time}px minmax(0,1fr) 60px 80px`,
    },
  };
}

export const NUMBERS: ReadonlySet<MessageColumn> = new Set(['number', 'size']);
