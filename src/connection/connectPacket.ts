/** From settings to the CONNECT that is sent and the address to which it goes; made anew for every connection. */

import type { ConnectPacket } from '../mqtt/packet.ts';
import type { Property } from '../mqtt/properties.ts';
import { encodeUtf8 } from '../mqtt/utf8.ts';
import type { AlibabaSignIn, ConnectionSettings } from '../profiles/settings.ts';
import type { DeviceSignIn } from './deviceSignIn.ts';
import type { ClientLimits } from './protocol.ts';

/** What an MQTT 5 server may alias unless limits say otherwise: aliases are resolved as they come. */
const TOPIC_ALIASES = 100;

export interface Opening {
  readonly url: string;
  readonly packet: ConnectPacket;
}

/**
 * Synchronous: the time that an Alibaba sign-in signs is that of this CONNECT.
 * @param deviceSignIn how a platform's devices sign in.
 * @param clientId in place of the settings' own: one that the server has assigned.
 * @param wallClock ms since 1970.
 * @param granted in place of what the settings make: what was asked for beforehand (`preAuth.ts`).
 */
export function openingOf(
  settings: ConnectionSettings,
  deviceSignIn: DeviceSignIn,
  limits: ClientLimits,
  clientId: string,
  wallClock: number,
  granted?: Credentials,
): Opening {
  const { version, cleanStart, keepAlive } = settings;
  const credentials = granted ?? credentialsOf(settings, deviceSignIn, clientId, wallClock);
  const { will } = settings;
  const packet: ConnectPacket = {
    type: 'connect',
    protocolName: version === 3 ? 'MQIsdp' : 'MQTT',
    protocolLevel: version,
    cleanStart,
    keepAlive,
    clientId: credentials.clientId,
    ...(will ? { will: { ...will, properties: version === 5 ? will.properties : [] } } : {}),
    ...credentials.fields,
    properties: version === 5 ? propertiesOf(settings.sessionExpiry, limits) : [],
  };
  const isOwn = settings.url !== '' && granted === undefined;
  return { url: isOwn ? settings.url : credentials.url, packet };
}

/** Who signs in, as CONNECT says it. */
export interface Credentials {
  readonly clientId: string;
  readonly fields: { readonly userName?: string; readonly password?: Uint8Array };
  /** Where the sign-in itself tells the address; else empty. */
  readonly url: string;
}

function credentialsOf(
  { signIn: how, version }: ConnectionSettings,
  deviceSignIn: DeviceSignIn,
  clientId: string,
  wallClock: number,
): Credentials {
  if (how.kind === 'alibaba') {
    const timestamp = timestampOf(how, wallClock);
    const signed = deviceSignIn.sign({ ...how, clientIdBase: clientId, timestamp });
    return {
      clientId: signed.clientId,
      fields: { userName: signed.username, password: encodeUtf8(signed.password) },
      url: signed.wsUrl,
    };
  }
  const { userName, password } = how;
  const withPassword = password === '' ? {} : { password: encodeUtf8(password) };
  // Before MQTT 5 there is no password without a user name. [MQTT-3.1.2-22]
  const needsName = userName !== '' || (password !== '' && version !== 5);
  return { clientId, fields: { ...(needsName ? { userName } : {}), ...withPassword }, url: '' };
}

/** What is signed and sent as the time; undefined: none. */
export function timestampOf({ timestamp }: AlibabaSignIn, wallClock: number): string | undefined {
  if (timestamp.kind === 'now') return Math.floor(wallClock).toString();
  return timestamp.kind === 'fixed' ? timestamp.value : undefined;
}

function propertiesOf(sessionExpiry: number, limits: ClientLimits): readonly Property[] {
  const properties: Property[] = [];
  if (sessionExpiry > 0) properties.push({ name: 'sessionExpiryInterval', value: sessionExpiry });
  if (limits.receiveMaximum !== undefined) {
    properties.push({ name: 'receiveMaximum', value: limits.receiveMaximum });
  }
  if (limits.maximumPacketSize !== undefined) {
    properties.push({ name: 'maximumPacketSize', value: limits.maximumPacketSize });
  }
  const aliases = limits.topicAliasMaximum ?? TOPIC_ALIASES;
  if (aliases > 0) properties.push({ name: 'topicAliasMaximum', value: aliases });
  return properties;
}
