/** Detects connections of devices. */
import type { DeviceName } from '../../../alibaba/alink/deviceName.ts';
import { signedInDevice } from '../../../profiles/settings/signedInDevice.ts';
import { connectionById, type OpenConnection, useConnection } from '../connection/connections.ts';

function ofConnection(
  connection: Pick<OpenConnection, 'settings'> | undefined,
): DeviceName | undefined {
  return signedInDevice(connection?.settings);
}

export function deviceOf(connectionId: string): DeviceName | undefined {
  return ofConnection(connectionById(connectionId));
}

/** The device that a connection signs in as. */
export function useDevice(connectionId: string): DeviceName | undefined {
  return ofConnection(useConnection(connectionId, 'settings'));
}
