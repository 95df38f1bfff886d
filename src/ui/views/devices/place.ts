/** What the view Devices shows of each connection; it is as it was when somebody comes back. */
import type { DeviceOrder, DeviceRow, DeviceShow } from '../../../engine/devices/deviceRows.ts';
import { perConnection } from '../../session/perConnection.ts';

export type DeviceName = Pick<DeviceRow, 'convention' | 'id'>;

interface DevicesPlace {
  readonly show: DeviceShow;
  readonly search: string;
  readonly order: DeviceOrder;
  readonly chosen: DeviceName | undefined;
}

const FIRST: DevicesPlace = { show: 'all', search: '', order: 'name', chosen: undefined };

const places = perConnection(FIRST);

export const useDevicesPlace = places.use;

export const setDevicesPlace = places.change;

export const keyOfDevice = ({ convention, id }: DeviceName): string => `${convention} ${id}`;
