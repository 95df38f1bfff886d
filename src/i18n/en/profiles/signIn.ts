/** Texts of the sign-in debugger, and of notes about the platform's rules in forms. */

import type { RefusedFor } from '../../../alibaba/logs/verdict.ts';
import type { MistakePlace } from '../../../alibaba/mistakes.ts';
import type { EndpointNoteKey, Region } from '../../../alibaba/regions.ts';
import { counted, grouped } from '../../numbers.ts';
import type { ReportWords } from '../../signIn/signInReport.ts';
import { otherReasons } from '../codes/otherReasons.ts';
import { logReading } from '../facts/logReading.ts';
import { mistakes } from '../facts/mistakes.ts';
import { suspicions } from '../facts/suspicions.ts';
import { editor } from './editor.ts';

/** A field that is required for signing. */
type Needed = 'clientId' | 'productKey' | 'deviceName' | 'deviceSecret';

const NEEDED = {
  clientId: 'client ID',
  productKey: 'product key',
  deviceName: 'device name',
  deviceSecret: 'device secret',
} satisfies Record<Needed, string>;

const PASTED = ['clientId', 'userName', 'password'] as const;
type Pasted = (typeof PASTED)[number];
const PASTED_NAMES = {
  clientId: 'client ID',
  userName: 'user name',
  password: 'password',
} satisfies Record<Pasted, string>;

const report: ReportWords = {
  title: 'Alibaba Cloud IoT Platform: MQTT sign-in, as mqttscope sees it',
  clientId: 'client ID',
  userName: 'user name',
  password: 'password',
  passwordLength: (length) => `${counted(length, 'character', 'characters')}, not shown`,
  expectedLength: (length, method) => `${length} expected for ${method}`,
  deviceSecret: 'device secret',
  signMethod: 'sign method',
  signContent: 'to be signed',
  signedInstead: 'signed instead',
  verdict: 'verdict',
  right: 'Right for this secret.',
  wrong: (tried) =>
    `Wrong, and no known mistake reproduces this password (${tried} ways were tried). Possible causes:`,
  likely: 'likely',
  other: 'Other reasons for a refusal, in the order in which to check them:',
};

const endpointNotes: Readonly<Record<EndpointNoteKey, string>> = {
  'plain-new-accounts':
    'Unencrypted. Accounts opened since August 2022 are refused here; traffic can be read in transit.',
  'tls-same-port': 'TLS on the same port as plain TCP. The root certificate is GlobalSign R1.',
  'tls-443': 'TLS on the HTTPS port, which firewalls let through; used by the vendor’s C packages.',
  'web-socket-443': 'The only encrypted address that a browser can open.',
};

export const signIn = {
  title: editor.signInDebugger,
  toForm: 'Back to the form',
  complete: 'complete',
  completeButRefused: (code: number): string => `complete, but refused (${code})`,
  missing: (fields: readonly Needed[]): string =>
    `needs ${fields.map((field) => NEEDED[field]).join(', ')}`,
  empty: '(empty)',
  copyReport: 'Copy report, secret masked',
  reportName: 'Report, secret masked',
  bytes: (count: number): string => `${count} B`,

  fields: 'Fields, sorted by name',
  fieldCount: (count: number): string => (count === 1 ? '1 field' : `${count} fields`),
  clientIdHint: 'client ID, before the first |',
  timestampHint: 'ms since 1970; optional',
  content: 'Sign content',
  contentHint: 'name and value joined, no separators',
  hmac: 'HMAC',
  hmacMethod: (method: string): string => `sign method ${method}`,
  hmacLine: (hash: string, secret: number, message: number): string =>
    `${hash}(key device secret, ${secret} B, message ${message} B)`,
  password: 'Password',
  passwordForm: (digits: number): string => `${digits} hex digits, lower case`,
  masked: (digits: number): string => `${counted(digits, 'character', 'characters')}, masked`,
  moment: (time: string): string => `Signed for ${time}; each CONNECT is signed again.`,
  signNow: 'Sign for the current time',
  footer: 'Signed in this tab; only CONNECT leaves it.',

  sign: 'Request signature',
  request: 'Request',
  requestHint: 'HTTPS pre-authentication',
  answer: 'Answer',
  answeredAt: (time: string): string => `of ${time}`,
  notAsked: 'Requested before each CONNECT; no request has been sent yet.',
  notGranted: 'The last request returned neither ID nor token; the notice above the form says why.',
  fromAnswer: (field: string): string => `${field} of the answer`,
  footerHttps: 'Signed in this tab; only the form of the request and CONNECT leave it.',

  receives: 'What the broker receives',
  clientId: 'Client ID',
  userName: 'User name',
  endpoint: 'Endpoint',

  endpoints: 'Endpoints',
  hosts: {
    public: (region: string): string => `Public instance, ${region}`,
    instance: 'Instance',
    own: 'Own address',
  },
  noPublic: (region: string): string =>
    `${region} has no public instance: the instance ID determines the host.`,
  noInstance: 'With an instance ID, the host of that instance is listed, too.',
  transport: 'Transport',
  address: 'Address',
  inBrowser: 'In a browser',
  transports: { tcp: 'TCP', tls: 'TLS', ws: 'WebSocket', wss: 'WebSocket TLS' },
  secureMode: (mode: 2 | 3): string => `securemode=${mode}`,
  opens: 'opens',
  cannotOpen: 'cannot open: needs a program such as mosquitto_pub',
  cannotOpenHere: 'cannot open: this page was loaded over HTTPS',
  inUse: 'in use',
  endpointNotes,

  commands: 'Ready-made commands',
  commandFor: 'Command for',
  command: 'command',
  withSecret: 'With secret',
  commandsDirect: 'The commands sign in directly, without pre-authentication.',
  noEndpoint: 'No program outside this page can reach the broker in this tab.',
  portAssumed: 'Uses TCP; port 1883 is assumed.',
  portKnown: 'Uses TCP, on the port where this companion listens.',
  noCommand: 'A field contains control characters that a terminal would act on.',
  secretMasked: 'Secret and password are masked; only their length is shown.',
  secretShown:
    'Contains secret and password in plain text: anyone who has them can act as the device.',

  region: (region: Region): string => region.name,

  verify: 'Verify credentials I already have',
  verifyAction: 'Verify sign-in',
  maskedInCapture:
    'The password is overwritten in the capture; only its length is known. Enter it from another source.',
  paste: 'Paste log text',
  pastePlaceholder:
    'A device’s log, another tool’s output, JSON, or CONNECT bytes in hex or Base64',
  pasteHint:
    'Client ID, user name and password are extracted and filled in below. The text stays in this tab.',
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
    if (found.fields.length === 0) return `No client ID, user name or password found.${kept}`;
    const missing = PASTED.filter((field) => !found.fields.includes(field));
    const what =
      missing.length === 0
        ? 'All three found'
        : `Found: ${found.fields.map((field) => PASTED_NAMES[field]).join(', ')}; not found: ${missing.map((field) => PASTED_NAMES[field]).join(', ')}`;
    const place = found.from === 'connect' ? ' in a CONNECT packet' : '';
    return `${what}${place}.${found.earlier > 0 ? ' It contains more than one sign-in; the last one was used.' : ''}${kept}`;
  },
  productSecret: 'Product secret',
  productSecretHint: 'Only if you have it: it may have been used instead of the device secret.',
  same: 'same',
  differs: 'differs',
  /** `base`: the beginning of a client ID. */
  differsIn: (parts: readonly string[]): string =>
    `differs: ${parts.map((part) => (part === 'base' ? 'the part before |' : part)).join(', ')}`,
  secretNeeded: 'Enter the device secret under Device: without it, only the form can be checked.',
  refused: {
    'broken-rule': {
      title: 'The signature is right, but the sign-in was refused',
      text: 'The log breaks the rules of the platform that are named above. Correct that first. If it is still refused, go through the list.',
    },
    credentials: {
      title: 'The device secret entered here may be the wrong one',
      text: 'The password is the signature of these fields with this device secret, but the broker refused it. Check the secret first: copy it from the console again. If it is the same, go through the list.',
    },
    other: {
      title: 'The signature is right, but the sign-in was refused',
      text: 'The refusal is not about the password. Go through the list.',
    },
  } satisfies Readonly<Record<RefusedFor, object>>,
  right: 'These credentials are right',
  rightText: 'The password is the signature of these fields with this device secret.',
  whatElse: 'Other reasons for a refusal, in the order to check',
  reasons: otherReasons,
  likely: ' (likely)',
  otherSignIn: 'Another kind of sign-in',
  toMend: {
    clientId: 'Fix the client ID',
    userName: 'Fix the user name',
    password: 'Password differs',
    secret: 'Password differs: another secret was used',
    packet: 'Fix how CONNECT is written',
  } satisfies Record<MistakePlace, string>,
  reproduced: 'This mistake reproduces the password.',
  signedInstead: 'Signed was:',
  platformSigns: 'The platform signs:',
  notFound: 'Password differs, and no known mistake reproduces it',
  notFoundText: 'Possible causes, the likeliest first:',
  tried: (count: number): string =>
    count === 1
      ? '1 way to make this password tried.'
      : `${grouped(count)} ways to make this password tried.`,
  trying: 'Trying known mistakes…',
  takeOver: 'Copy to the form',
  mistakes,
  suspicions,
  logReading,
  report,
};
