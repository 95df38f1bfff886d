/** Texts of forms for features of MQTT 5; property names are the standard's in every language. */
import type { RowError } from '../../../profiles/settings/propertyRows.ts';
import { grouped } from '../../numbers.ts';

const ERRORS: Readonly<Record<Exclude<RowError['why'], 'number'>, string>> = {
  hex: 'Write bytes as hexadecimal digits, two for each byte.',
  'too-long': 'Longer than 65,535 bytes.',
  topic: 'Write a topic name, without wildcards.',
  twice: 'This property may be in a packet only once.',
  text: 'Text must not hold U+0000 or half a character.',
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
  plain: 'It is sent in CONNECT',
  scram: (method: string): string => `${method}: it is proven in AUTH, and not sent`,
  scramHint:
    'The server has to support this method and know the user by it. It proves that it knows the password, too; if it cannot, the connection is ended.',
  scramUnused: (method: string): string =>
    `${method} needs MQTT 5. With this version the password is sent in CONNECT.`,
  connect: 'Properties of CONNECT',
  connectHint:
    'What is not set has the value that the standard or mqttscope gives it. Topic Alias Maximum is 100 unless it is set here.',
  will: 'Properties of the will',
  subscribe: 'Properties of SUBSCRIBE',
  farewell: 'Disconnect with a reason',
  farewellText:
    'DISCONNECT is sent with this reason code. With all but 0x00 the server publishes the will.',
  expiryRaised:
    'The session of this connection ends with it, as CONNECT said: to set a session expiry now is a protocol error.',
  reason: 'Reason code',
  disconnect: 'Properties of DISCONNECT',
  disconnectDo: 'Disconnect',
};
