/** The device that a connection signs in as. Undefined for other connections. */
import type { DeviceName } from '../../alibaba/alink/deviceName.ts';
import type { ConnectionSettings } from '../../profiles/settings/settings.ts';

export function deviceOf(settings: ConnectionSettings | undefined): DeviceName | undefined {
  const signIn = settings?.signIn;
  if (signIn?.kind !== 'alibaba') return undefined;
  return { productKey: signIn.productKey, deviceName: signIn.deviceName };
}
