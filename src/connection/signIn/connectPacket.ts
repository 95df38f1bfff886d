/** Builds the CONNECT and the address from the settings, again for every connection. */

import { encodeUtf8 } from '../../base/utf8.ts';
import type { ConnectPacket } from '../../mqtt/tables/packet.ts';
import type { Property } from '../../mqtt/tables/properties.ts';
import type { ConnectionSettings, PasswordSignIn } from '../../profiles/settings/settings.ts';
import type { ClientLimits } from '../protocol/protocol.ts';

/** Default number of aliases for an MQTT 5 server; the recorder resolves them. */
const TOPIC_ALIASES = 100;

export interface Opening {
  readonly url: string;
  readonly packet: ConnectPacket;
}

export function openingOf(
  settings: ConnectionSettings,
  limits: ClientLimits,
  credentials: Credentials,
): Opening {
  const { version, cleanStart, keepAlive } = settings;
  // The broker would publish it for us.
  const will = settings.readOnly === true ? undefined : settings.will;
  const packet: ConnectPacket = {
    type: 'connect',
    protocolName: version === 3 ? 'MQIsdp' : 'MQTT',
    protocolLevel: version,
    cleanStart,
    keepAlive,
    clientId: credentials.clientId,
    ...(will ? { will: { ...will, properties: version === 5 ? will.properties : [] } } : {}),
    ...credentials.fields,
    properties:
      version === 5
        ? [
            ...propertiesOf(settings, limits),
            ...(settings.connectProperties ?? []),
            ...(credentials.properties ?? []),
          ]
        : [],
  };
  return { url: credentials.url, packet };
}

/** Credentials in CONNECT. */
export interface Credentials {
  readonly clientId: string;
  readonly fields: { readonly userName?: string; readonly password?: Uint8Array };
  /** Address of the server. */
  readonly url: string;
  /** Only in MQTT 5. */
  readonly properties?: readonly Property[];
}

/** @param clientId replaces the settings' client identifier if the server has assigned one */
export function passwordCredentials(
  { url, version }: ConnectionSettings,
  { userName, password }: PasswordSignIn,
  clientId: string,
): Credentials {
  const withPassword = password === '' ? {} : { password: encodeUtf8(password) };
  // Before MQTT 5 there is no password without a user name. [MQTT-3.1.2-22]
  const needsName = userName !== '' || (password !== '' && version !== 5);
  return { clientId, fields: { ...(needsName ? { userName } : {}), ...withPassword }, url };
}

function propertiesOf(
  { sessionExpiry, connectProperties = [] }: ConnectionSettings,
  limits: ClientLimits,
): readonly Property[] {
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
  const chosen = new Set(connectProperties.map(({ name }) => name));
  return properties.filter(({ name }) => !chosen.has(name));
}
