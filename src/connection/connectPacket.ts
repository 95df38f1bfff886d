/** From settings to the CONNECT that is sent and the address to which it goes; made anew for every connection. */
import { signIn } from '../alibaba/sign.ts';
import type { ConnectPacket } from '../mqtt/packet.ts';
import type { Property } from '../mqtt/properties.ts';
import { encodeUtf8 } from '../mqtt/utf8.ts';
import type { ConnectionSettings } from '../profiles/settings.ts';
import type { ClientLimits } from './protocol.ts';

/** What an MQTT 5 server may alias unless limits say otherwise: aliases are resolved as they come. */
const TOPIC_ALIASES = 100;

export interface Opening {
  readonly url: string;
  readonly packet: ConnectPacket;
}

/**
 * Synchronous: the time that an Alibaba sign-in signs is that of this CONNECT.
 * @param clientId in place of the settings' own: one that the server has assigned.
 * @param wallClock ms since 1970.
 */
export function openingOf(
  settings: ConnectionSettings,
  limits: ClientLimits,
  clientId: string,
  wallClock: number,
): Opening {
  const { version, cleanStart, keepAlive } = settings;
  const credentials = credentialsOf(settings, clientId, wallClock);
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
  return { url: settings.url === '' ? credentials.url : settings.url, packet };
}

interface Credentials {
  readonly clientId: string;
  readonly fields: { readonly userName?: string; readonly password?: Uint8Array };
  /** Where the sign-in itself tells the address; else empty. */
  readonly url: string;
}

function credentialsOf(
  { signIn: how, version }: ConnectionSettings,
  clientId: string,
  wallClock: number,
): Credentials {
  if (how.kind === 'alibaba') {
    const { timestamp } = how;
    const signed = signIn({
      ...how,
      clientIdBase: clientId,
      timestamp:
        timestamp.kind === 'now'
          ? Math.floor(wallClock).toString()
          : timestamp.kind === 'fixed'
            ? timestamp.value
            : undefined,
    });
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
