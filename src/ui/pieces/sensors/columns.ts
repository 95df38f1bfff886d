/** Layout of the MQTT-SN message list at each width. */
import { timeColumn } from '../../kit/page/clock.ts';
import type { ListColumns } from '../lists/ListGrid.tsx';

export type SensorColumn = 'no' | 'time' | 'client' | 'message' | 'topic' | 'details' | 'other';

/** @param isDated times include the date */
export function sensorColumns(isDated: boolean): ListColumns<SensorColumn> {
  const time = timeColumn(isDated);
  return {
    wide: {
      shown: ['no', 'time', 'client', 'message', 'topic', 'details', 'other'],
      tracks: `48px ${time}px minmax(70px,100px) 132px minmax(120px,1.6fr) minmax(110px,1fr) 116px`,
    },
    tight: {
      shown: ['time', 'client', 'message', 'topic', 'other'],
      tracks: `${time}px minmax(80px,140px) 140px minmax(90px,1fr) minmax(110px,160px)`,
    },
    phone: {
      shown: ['client', 'message', 'topic'],
      tracks: `minmax(70px,110px) 130px minmax(80px,1fr)`,
    },
  };
}

export const NUMBERS: ReadonlySet<SensorColumn> = new Set(['no']);
