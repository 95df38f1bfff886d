/** Signs in devices for connections; loaded when one connects. */

import { Lazy } from '../../base/lazy.ts';
import { encodeUtf8 } from '../../base/utf8.ts';
import type { AlibabaSignIn, ConnectionSettings } from '../../profiles/settings/settings.ts';
import type { Credentials } from './connectPacket.ts';
import type { DeviceNames, DeviceSignIn, DeviceSigning, Signing } from './deviceSignIn.ts';
import { preAuthenticate, timestampOf } from './preAuth.ts';

export const signingOf = (platform: DeviceSigning): Signing => ({
  direct: (settings, how, clientId, wallClock) =>
    deviceCredentials(settings, how, platform, clientId, wallClock),
  byToken: (environment, settings, how, clientId, events) =>
    preAuthenticate(environment, platform, settings, how, clientId, events),
});

/** For code that is already loaded. */
export function loadedSignIn(platform: DeviceNames & DeviceSigning): DeviceSignIn {
  const { sessionName } = platform;
  return { sessionName, signing: Lazy.of(signingOf(platform)) };
}

/**
 * Synchronous, so that the signed time is the time of this CONNECT.
 * @param wallClock ms since 1970
 */
function deviceCredentials(
  { url }: ConnectionSettings,
  how: AlibabaSignIn,
  platform: DeviceSigning,
  clientId: string,
  wallClock: number,
): Credentials {
  const timestamp = timestampOf(how, wallClock);
  const signed = platform.sign({ ...how, clientIdBase: clientId, timestamp });
  return {
    clientId: signed.clientId,
    fields: { userName: signed.username, password: encodeUtf8(signed.password) },
    url: url === '' ? signed.wsUrl : url,
  };
}
