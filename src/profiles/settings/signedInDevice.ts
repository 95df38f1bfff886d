/** The device of Alibaba's platform that a connection signs in as. */

import type { DeviceName } from '../../alibaba/alink/deviceName.ts';
import { parseUserName } from '../../alibaba/identity.ts';
import type { ConnectionSettings } from './settings.ts';

/** Also detects a device's credentials typed as user name and password. */
export function signedInDevice(
  settings: Pick<ConnectionSettings, 'signIn'> | undefined,
): DeviceName | undefined {
  const signIn = settings?.signIn;
  if (signIn?.kind === 'password') return parseUserName(signIn.userName);
  if (signIn === undefined || signIn.productKey === '' || signIn.deviceName === '')
    return undefined;
  const { productKey, deviceName } = signIn;
  return { productKey, deviceName };
}
