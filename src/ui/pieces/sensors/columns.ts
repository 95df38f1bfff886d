/** Layout of the MQTT-SN message list at each width. */
import type { ListColumns } from '../lists/ListGrid.tsx';

export type SensorColumn = 'no' | 'time' | 'client' | 'message' | 'topic' | 'details' | 'other';

export const SENSOR_COLUMNS: ListColumns<SensorColumn> = {
  wide: {
    shown: ['no', 'time', 'client', 'message', 'topic', 'details', 'other'],
    grid: 'grid-cols-[48px_104px_minmax(70px,100px)_132px_minmax(120px,1.6fr)_minmax(110px,1fr)_116px]',
  },
  tight: {
    shown: ['time', 'client', 'message', 'topic', 'other'],
    grid: 'grid-cols-[108px_minmax(80px,140px)_140px_minmax(90px,1fr)_minmax(110px,160px)]',
  },
  phone: {
    shown: ['client', 'message', 'topic'],
    grid: 'grid-cols-[minmax(70px,110px)_130px_minmax(80px,1fr)]',
  },
};

export const NUMBERS: ReadonlySet<SensorColumn> = new Set(['no']);
