/** What the view shows of each connection's platform; it is as it was when somebody comes back to it. */
import type { DeviceName } from '../../../alibaba/alink/deviceName.ts';
import type { Refused } from '../../../broker/core/commands/refusals.ts';
import { perConnection } from '../../session/perConnection.ts';

export const SECTIONS = [
  'signIn',
  'properties',
  'desired',
  'services',
  'shadow',
  'tags',
  'raw',
  'messages',
  'firmware',
  'reports',
  'permissions',
] as const;
export type Section = (typeof SECTIONS)[number];

export const PARTS = ['devices', 'strangers', 'firmware', 'products'] as const;
type PlatformPart = (typeof PARTS)[number];

interface PlatformPlace {
  readonly part: PlatformPart;
  /** Product key that the devices are narrowed to; empty: all. */
  readonly product: string;
  /** What stands in the search of the devices. */
  readonly text: string;
  readonly device: DeviceName | undefined;
  readonly section: Section;
  /** What the platform refused last. */
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

/** The same for the same device, and for no other. */
export function deviceKey({ productKey, deviceName }: DeviceName): string {
  return `${deviceName}&${productKey}`;
}
