/** Texts of the sign-in debugger, and of what is said of the platform's rules where a person acts. */
import type { CommandKind } from '../../../alibaba/commands.ts';
import { ENDPOINT_NOTES, type EndpointNoteKey, type Region } from '../../../alibaba/regions.ts';

/** A field that is needed before anything can be signed. */
type Needed = 'clientId' | 'productKey' | 'deviceName' | 'deviceSecret';

const NEEDED = {
  clientId: 'client id',
  productKey: 'product key',
  deviceName: 'device name',
  deviceSecret: 'device secret',
} satisfies Record<Needed, string>;

const endpointNotes: Readonly<Record<EndpointNoteKey, string>> = ENDPOINT_NOTES;

export const signIn = {
  title: 'Sign-in debugger',
  complete: 'complete',
  missing: (fields: readonly Needed[]): string =>
    `needs ${fields.map((field) => NEEDED[field]).join(', ')}`,
  empty: '(empty)',
  copyReport: 'Copy report, secret masked',
  report: 'Report, secret masked',
  bytes: (count: number): string => `${count} B`,

  fields: 'Fields, sorted by name',
  fieldCount: (count: number): string => (count === 1 ? '1 field' : `${count} fields`),
  clientIdHint: 'client id, before the first |',
  timestampHint: 'ms since 1970; optional',
  content: 'Sign content',
  contentHint: 'name and value joined, no separators',
  hmac: 'HMAC',
  hmacMethod: (method: string): string => `sign method ${method}`,
  hmacLine: (hash: string, secret: number, message: number): string =>
    `${hash}(key device secret, ${secret} B, message ${message} B)`,
  password: 'Password',
  passwordForm: (digits: number): string => `${digits} hex digits, lower case`,
  masked: (digits: number): string => `${digits} characters, masked`,
  moment: (time: string): string => `Signed for ${time}; each CONNECT is signed anew.`,
  signNow: 'Sign for this moment',
  footer: 'Signed in this tab; nothing leaves it but CONNECT.',

  receives: 'What the broker receives',
  clientId: 'Client id',
  userName: 'User name',
  endpoint: 'Endpoint',

  endpoints: 'Endpoints',
  hosts: {
    public: (region: string): string => `Public instance, ${region}`,
    instance: 'Instance',
    own: 'Own address',
  },
  noPublic: (region: string): string =>
    `${region} has no public instance: the instance id gives the host.`,
  noInstance: 'With an instance id there is the host of that instance, too.',
  transport: 'Transport',
  address: 'Address',
  inBrowser: 'In a browser',
  transports: { tcp: 'TCP', tls: 'TLS', ws: 'WebSocket', wss: 'WebSocket, TLS' },
  secureMode: (mode: 2 | 3): string => `securemode=${mode}`,
  opens: 'opens',
  cannotOpen: 'cannot open: needs a program such as mosquitto_pub',
  cannotOpenHere: 'cannot open: this page came over HTTPS',
  inUse: 'in use',
  endpointNotes,

  commands: 'Ready-made commands',
  commandFor: 'Command for',
  programs: {
    mosquitto_pub: 'mosquitto_pub',
    'mqtt.js': 'mqtt.js',
    'c-linkkit': 'C SDK 3',
    'c-link-sdk-4': 'C Link SDK 4',
  } satisfies Record<CommandKind, string>,
  command: 'command',
  withSecret: 'With secret',
  noCommand: 'A field holds control characters, on which a terminal would act.',
  secretMasked: 'Secret and password are masked, by length only.',
  secretShown: 'Secret and password stand in it as they are: whoever has them is the device.',

  region: (region: Region): string => region.name,
};
