import { newClientId } from '../../../profiles/settings/ids.ts';
import type { ConnectionSettings } from '../../../profiles/settings/settings.ts';

const MADE = /^mqttscope-[0-9a-f]{6}$/;

/**
 * Replaces a client ID that was made for another tab, so that the two never disconnect each other. An ID
 * that the user chose, or that has a session, stays.
 */
export function ownClientId({
  cleanStart,
  clientId,
}: Pick<ConnectionSettings, 'cleanStart' | 'clientId'>): string {
  return cleanStart && MADE.test(clientId) ? newClientId() : clientId;
}
