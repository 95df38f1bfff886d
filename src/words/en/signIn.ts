/** Texts of the sign-in debugger, and of what is said of the platform's rules where a person acts. */
import type { MistakePlace } from '../../alibaba/mistakes.ts';
import type { EndpointNoteKey, Region } from '../../alibaba/regions.ts';
import type { ReportWords } from '../signInReport.ts';
import { mistakes } from './mistakes.ts';
import { otherReasons } from './otherReasons.ts';

/** A field that is needed before anything can be signed. */
type Needed = 'clientId' | 'productKey' | 'deviceName' | 'deviceSecret';

const NEEDED = {
  clientId: 'client id',
  productKey: 'product key',
  deviceName: 'device name',
  deviceSecret: 'device secret',
} satisfies Record<Needed, string>;

const PASTED = ['clientId', 'userName', 'password'] as const;
type Pasted = (typeof PASTED)[number];
const PASTED_NAMES = {
  clientId: 'client id',
  userName: 'user name',
  password: 'password',
} satisfies Record<Pasted, string>;

const report: ReportWords = {
  title: 'Alibaba Cloud IoT Platform: MQTT sign-in, as mqttscope sees it',
  clientId: 'client id',
  userName: 'user name',
  password: 'password',
  passwordLength: (length) => `${length} characters, not shown`,
  expectedLength: (length, method) => `${length} expected for ${method}`,
  deviceSecret: 'device secret',
  signMethod: 'sign method',
  signContent: 'to be signed',
  signedInstead: 'signed instead',
  verdict: 'verdict',
  right: 'Right for this secret.',
  wrong: (tried) =>
    `Wrong, and no known mistake gives this password (${tried} ways were tried). The secret may be another one.`,
  likely: 'likely',
  other: 'What else refuses a device, in the order in which to check it:',
};

const endpointNotes: Readonly<Record<EndpointNoteKey, string>> = {
  'plain-new-accounts':
    'Unencrypted. Accounts opened since August 2022 are refused here; what is sent can be read on the way.',
  'tls-same-port': 'TLS on the same port as plain TCP. The root certificate is GlobalSign R1.',
  'tls-443':
    'TLS on the port of HTTPS, which firewalls let through; the vendor’s C packages use it.',
  'web-socket-443': 'The only encrypted address that a browser can open.',
};

export const signIn = {
  title: 'Sign-in debugger',
  complete: 'complete',
  missing: (fields: readonly Needed[]): string =>
    `needs ${fields.map((field) => NEEDED[field]).join(', ')}`,
  empty: '(empty)',
  copyReport: 'Copy report, secret masked',
  reportName: 'Report, secret masked',
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

  sign: 'Request signature',
  request: 'Request',
  requestHint: 'HTTPS pre-authentication',
  answer: 'Answer',
  answeredAt: (time: string): string => `of ${time}`,
  notAsked: 'Asked for before each CONNECT; nothing was asked yet.',
  notGranted: 'The last request got neither id nor token; the strip above the form says why.',
  fromAnswer: (field: string): string => `${field} of the answer`,
  footerHttps: 'Signed in this tab; nothing leaves it but the form of the request and CONNECT.',

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
  transports: { tcp: 'TCP', tls: 'TLS', ws: 'WebSocket', wss: 'WebSocket TLS' },
  secureMode: (mode: 2 | 3): string => `securemode=${mode}`,
  opens: 'opens',
  cannotOpen: 'cannot open: needs a program such as mosquitto_pub',
  cannotOpenHere: 'cannot open: this page came over HTTPS',
  inUse: 'in use',
  endpointNotes,

  commands: 'Ready-made commands',
  commandFor: 'Command for',
  command: 'command',
  withSecret: 'With secret',
  commandsDirect: 'The commands sign in directly, without pre-authentication.',
  noEndpoint: 'No program outside of this page reaches the broker in this tab.',
  portAssumed: 'It speaks TCP, and the port is taken to be 1883.',
  portKnown: 'It speaks TCP, at the port where this companion listens.',
  noCommand: 'A field holds control characters, on which a terminal would act.',
  secretMasked: 'Secret and password are masked, by length only.',
  secretShown: 'Secret and password stand in it as they are: whoever has them is the device.',

  region: (region: Region): string => region.name,

  verify: 'Verify credentials I already have',
  verifyAction: 'Verify sign-in',
  maskedInCapture:
    'The capture has the password overwritten, by its length only. Type it from where it is known.',
  paste: 'Paste log text',
  pastePlaceholder:
    'A device’s log, another tool’s output, JSON, or CONNECT bytes in hex or Base64',
  pasteHint:
    'Client id, user name and password are found in it and put below. It stays in this tab.',
  found: (found: {
    readonly fields: readonly Pasted[];
    readonly from: 'connect' | 'text';
    readonly earlier: number;
    readonly kept: readonly Pasted[];
  }): string => {
    const kept =
      found.kept.length === 0
        ? ''
        : ` From before: ${found.kept.map((field) => PASTED_NAMES[field]).join(', ')}.`;
    if (found.fields.length === 0) return `No client id, user name or password found in it.${kept}`;
    const missing = PASTED.filter((field) => !found.fields.includes(field));
    const what =
      missing.length === 0
        ? 'All three found'
        : `Found: ${found.fields.map((field) => PASTED_NAMES[field]).join(', ')}; not found: ${missing.map((field) => PASTED_NAMES[field]).join(', ')}`;
    const place = found.from === 'connect' ? ' in a CONNECT packet' : '';
    return `${what}${place}.${found.earlier > 0 ? ' It has more than one sign-in; the last one was taken.' : ''}${kept}`;
  },
  productSecret: 'Product secret',
  productSecretHint: 'Only if you have it: it may have been used in place of the device secret.',
  same: 'same',
  differs: 'differs',
  differsIn: (parts: readonly string[]): string => `differs: ${parts.join(', ')}`,
  secretNeeded: 'Type the device secret under Device: without it only the form can be judged.',
  right: 'These credentials are right',
  rightText: 'The password is the signature of these fields with this device secret.',
  whatElse: 'What else refuses a device, in this order',
  reasons: otherReasons,
  likely: ' (likely)',
  otherSignIn: 'Another kind of sign-in',
  toMend: {
    clientId: 'Fix the client ID',
    userName: 'Fix the user name',
    password: 'Password differs',
    secret: 'Password differs: another secret was used',
  } satisfies Record<MistakePlace, string>,
  reproduced: 'This mistake reproduces the password.',
  signedInstead: 'Signed was:',
  platformSigns: 'The platform signs:',
  notFound: 'Password differs, and no known mistake gives it',
  notFoundText:
    'Most likely it was made with another secret: compare the device secret with the console, and whether it was reset.',
  tried: (count: number): string =>
    count === 1 ? '1 way to this password tried.' : `${count} ways to this password tried.`,
  trying: 'Trying known mistakes…',
  takeOver: 'Copy to the form',
  mistakes,
  report,
};
