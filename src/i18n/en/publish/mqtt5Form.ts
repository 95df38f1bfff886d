/** Texts of forms for features of MQTT 5; property names are the standard's in every language. */
import type { RowError } from '../../../profiles/settings/propertyRows.ts';
import { grouped } from '../../numbers.ts';

const ERRORS: Readonly<Record<Exclude<RowError['why'], 'number'>, string>> = {
  hex: 'Write bytes as hexadecimal digits, two for each byte.',
  'too-long': 'Longer than 65,535 bytes.',
  topic: 'Write a topic name, without wildcards.',
  twice: 'This property may be in a packet only once.',
  text: 'Text must not contain U+0000 or half a character (a lone surrogate).',
};

export const properties = {
  name: (place: number): string => `Property ${place}`,
  key: (place: number): string => `Name of property ${place}`,
  value: (place: number): string => `Value of property ${place}`,
  remove: (place: number): string => `Remove property ${place}`,
  add: 'Add property',
  error: (error: RowError): string =>
    error.why === 'number'
      ? `Write a whole number from ${error.least} to ${grouped(error.most)}.`
      : ERRORS[error.why],
};

export const mqtt5Form = {
  signIn: 'How the password is used',
  plain: 'Sent in CONNECT',
  scram: (method: string): string => `${method}: proven in AUTH, not sent`,
  scramHint:
    'The server must support this method and know the user by it. It must also prove that it knows the password; otherwise the connection is ended.',
  scramUnused: (method: string): string =>
    `${method} needs MQTT 5. With this version the password is sent in CONNECT.`,
  connect: 'Properties of CONNECT',
  connectHint:
    'Properties that are not set have their default of the standard or of mqttscope. Topic Alias Maximum is 100 unless it is set here.',
  will: 'Properties of the will',
  subscribe: 'Properties of SUBSCRIBE',
  farewell: 'Disconnect with a reason',
  farewellText:
    'DISCONNECT is sent with this reason code. With any code but 0x00, the server publishes the will.',
  expiryRaised:
    'CONNECT set no session expiry, so the session ends with the connection: setting one now is a protocol error.',
  reason: 'Reason code',
  disconnect: 'Properties of DISCONNECT',
  disconnectDo: 'Disconnect',
};
