/** The device platform of the companion that serves this page. */
import type { useCompanion } from '../broker/companion.ts';
import { demoAddress } from './demo.ts';
import type { Draft } from './draft.ts';

/** Address of the local platform. Undefined if the companion runs none. */
export function localPlatform(companion: ReturnType<typeof useCompanion>): string | undefined {
  if (typeof companion !== 'object' || companion.platform !== true) return undefined;
  return companion.ws === undefined ? undefined : demoAddress(companion);
}

/** A device of the platform at this address. An empty address is derived from the device, in the cloud. */
export const devicesAt = (url: string): Pick<Draft, 'url' | 'secureMode'> => ({
  url,
  secureMode: url.startsWith('ws:') ? 3 : 2,
});
