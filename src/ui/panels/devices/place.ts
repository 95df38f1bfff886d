/** State of the Devices view per connection, kept when the user returns. */
import type {
  AnnouncedShow,
  DeviceOrder,
  DeviceRow,
  DeviceShow,
} from '../../../engine/devices/deviceRows.ts';
import { perConnection } from '../../session/connection/perConnection.ts';

export type DeviceName = Pick<DeviceRow, 'convention' | 'id'>;

interface DevicesPlace {
  /** Devices, or the messages that announce them. */
  readonly list: 'devices' | 'announced';
  readonly announcedShow: AnnouncedShow;
  readonly announcedSearch: string;
  readonly show: DeviceShow;
  readonly search: string;
  readonly order: DeviceOrder;
  readonly chosen: DeviceName | undefined;
  /** The key of a part of it. */
  readonly part: string | undefined;
  /** The last requested rebirth: its edge node and the id of its message. */
  readonly rebirth: { readonly of: string; readonly id: number } | undefined;
}

const FIRST: DevicesPlace = {
  list: 'devices',
  announcedShow: 'all',
  announcedSearch: '',
  show: 'all',
  search: '',
  order: 'name',
  chosen: undefined,
  part: undefined,
  rebirth: undefined,
};

const places = perConnection(FIRST);

export const useDevicesPlace = places.use;

export const devicesPlaceOf = places.of;

export const setDevicesPlace = places.change;

export const keyOfDevice = ({ convention, id }: DeviceName): string => `${convention} ${id}`;
