/** State of the Platform view per connection, kept when the user leaves and returns. */
import type { DeviceName } from '../../../../alibaba/alink/deviceName.ts';
import type { Refused } from '../../../../broker/core/commands/refusals.ts';
import { perConnection } from '../../../session/connection/perConnection.ts';

export const SECTIONS = ['signIn', 'messages', 'values', 'permissions'] as const;
export type Section = (typeof SECTIONS)[number];

export const PARTS = ['devices', 'strangers', 'products'] as const;
type PlatformPart = (typeof PARTS)[number];

interface PlatformPlace {
  readonly part: PlatformPart;
  /** Product key that the devices are narrowed to; empty: all. */
  readonly product: string;
  /** Search text for devices. */
  readonly text: string;
  readonly device: DeviceName | undefined;
  readonly section: Section;
  /** Last rejection by the platform. */
  readonly refused: Refused | undefined;
}

const FIRST: PlatformPlace = {
  part: 'devices',
  product: '',
  text: '',
  device: undefined,
  section: 'signIn',
  refused: undefined,
};

const places = perConnection(FIRST);

export const usePlatformPlace = places.use;

export const setPlatformPlace = places.change;

/** Identifies a device. */
export function deviceKey({ productKey, deviceName }: DeviceName): string {
  return `${deviceName}&${productKey}`;
}
