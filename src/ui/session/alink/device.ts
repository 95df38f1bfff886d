/** Whether a connection is a device's, and whether its capture says anything of the platform. */
import type { DeviceName } from '../../../alibaba/alink/deviceName.ts';
import { signedInDevice } from '../../../profiles/signedInDevice.ts';
import { connectionById, type OpenConnection, useConnection } from '../connections.ts';
import { useCounters } from '../useWindowPart.ts';

function ofConnection(connection: OpenConnection | undefined): DeviceName | undefined {
  return signedInDevice(connection?.settings);
}

export function deviceOf(connectionId: string): DeviceName | undefined {
  return ofConnection(connectionById(connectionId));
}

/** The device that a connection signs in as. */
export function useDevice(connectionId: string): DeviceName | undefined {
  return ofConnection(useConnection(connectionId));
}

/** Whether there is anything for the view Alink to show. */
export function hasAlink(connectionId: string): boolean {
  const connection = connectionById(connectionId);
  return ofConnection(connection) !== undefined || (connection?.loop.counters()?.alink ?? 0) > 0;
}

export function useHasAlink(connectionId: string): boolean {
  const device = useDevice(connectionId);
  const pairs = useCounters(connectionId)?.alink ?? 0;
  return device !== undefined || pairs > 0;
}
