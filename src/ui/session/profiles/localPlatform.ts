/** Broker and device platform of the companion that serves this page. */
import type { CompanionInfo } from '../../../broker/core/companionInfo.ts';
import { pageSocket } from '../../../profiles/addresses/host.ts';
import { page } from '../../kit/page/page.ts';
import type { useCompanion } from '../broker/companion.ts';
import type { Draft } from './draft.ts';

export const companionAddress = ({ ws }: Pick<CompanionInfo, 'ws'>): string =>
  new URL(ws ?? '', pageSocket(page)).href;

/** Address of the local platform. Undefined if the companion runs none. */
export function localPlatform(companion: ReturnType<typeof useCompanion>): string | undefined {
  if (typeof companion !== 'object' || companion.platform !== true) return undefined;
  return companion.ws === undefined ? undefined : companionAddress(companion);
}

/** A device of the platform at this address. An empty address is derived from the device, in the cloud. */
export const devicesAt = (url: string): Pick<Draft, 'url' | 'secureMode'> => ({
  url,
  secureMode: url.startsWith('ws:') ? 3 : 2,
});
