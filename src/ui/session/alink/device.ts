import type { DeviceName } from '../../../alibaba/alink/deviceName.ts';
import { signedInDevice } from '../../../profiles/settings/signedInDevice.ts';
import { useConnection } from '../connection/connections.ts';

/** The device that a connection signs in as. */
export function useDevice(connectionId: string): DeviceName | undefined {
  return signedInDevice(useConnection(connectionId, 'settings')?.settings);
}
