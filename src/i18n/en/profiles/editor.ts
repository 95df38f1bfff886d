import type { LineFailure } from '../../../connection/bridge/lineFacts.ts';

/** Why an address did not open, in a few words. Other reasons have their sentence. */
const outcomes: Readonly<Partial<Record<LineFailure['key'], string>>> = {
  dns: 'name not known',
  refused: 'nothing listens',
  unreachable: 'no route',
  'timed-out': 'no answer in time',
  closed: 'closed by the server',
  'no-tls': 'no TLS at this port',
  'not-http': 'no HTTP at this port',
  certificate: 'certificate not trusted',
};

/** Texts of the connection editor. */
import { roughly } from '../../durations.ts';

export const editor = {
  connection: 'Connection',
  name: 'Name',
  notice: 'Please note',
  connect: 'Connect',
  reconnectChanged: 'Reconnect with changes',
  disconnect: 'Disconnect',
  stopConnecting: 'Stop connecting',
  tryAgain: 'Try again',
  save: 'Save profile',
  deleteProfile: 'Delete profile…',
  unsaved: 'Not saved as a profile.',
  savedAs: (name: string): string => `Profile ${name}. “Save profile” saves your changes.`,
  duplicate: 'Duplicate',

  profiles: 'Profiles',
  findProfile: 'Find profile',
  noProfiles: 'No saved connections yet. Fill in the form and choose Save profile.',
  newProfile: 'New connection',
  importProfiles: 'Import…',
  profilesKept: (count: number): string =>
    count === 1 ? '1 profile, kept in this browser' : `${count} profiles, kept in this browser`,
  storageFailed: (reason: string): string =>
    `The browser did not save it: ${reason}. The connection itself works without it.`,

  address: 'Address',
  broker: 'Broker',
  version: 'Version',
  subscribe: 'Subscribe',
  url: 'URL',
  urlPlaceholder: 'ws://host:port/mqtt, host:port, or a pasted command',
  protocol: 'Protocol version',
  clientId: 'Client ID',
  newClientId: 'Generate a new client ID',

  signInAs: 'Sign in as',
  userAndPassword: 'User and password',
  alibaba: 'Alibaba Cloud IoT',
  signInDebugger: 'Sign-in debugger',
  userName: 'User name',
  password: 'Password',
  remember: 'Remember on this device',

  sessionAndWillNow: (keepAlive: string, cleanStart: boolean, will: boolean): string =>
    [
      `keep alive ${keepAlive} s`,
      cleanStart ? 'clean start' : 'the session continues',
      will ? 'with a will' : 'no will',
    ].join(' · '),
  needsAttention: 'needs attention',
  seeAbove: 'see above',
  session: 'Session',
  cleanStart: (version: number): string => (version === 5 ? 'Clean start' : 'Clean session'),
  keepAlive: 'Keep alive',
  sessionExpiry: 'Session expiry',
  seconds: 's',

  will: 'Will',

  filter: 'Filter to subscribe to on connect',

  tried: 'What was tried',
  took: (ms: number): string => `took ${roughly(ms * 1000)}`,
  ms: (ms: number): string => `${ms} ms`,
  trying: 'trying…',
  triedAddresses: 'Addresses that were tried',
  open: 'open',
  notOpen: 'did not open',
  notAwaited: 'no answer in time',
  addressesWith: (count: number, outcome: string): string => `${count} addresses: ${outcome}`,
  outcomes,
  stopSearch: 'Stop',
  plainPassword: 'Send the password unencrypted?',
  plainPasswordText:
    'Without TLS, anyone on the path to the broker can read it. Nothing has been sent.',
  sendPlain: (url: string): string => `Send it over ${url}`,

  errorCount: (count: number): string =>
    count === 1 ? '1 field needs attention' : `${count} fields need attention`,
};
