/** Texts of the connection editor. */
export const editor = {
  connection: 'Connection',
  name: 'Name',
  notice: 'Please note',
  connect: 'Connect',
  reconnectChanged: 'Reconnect with changes',
  disconnect: 'Disconnect',
  stopConnecting: 'Stop connecting',
  save: 'Save profile',
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
  url: 'URL',
  urlPlaceholder: 'ws://host:port/mqtt, host:port, or a mosquitto_sub command',
  protocol: 'Protocol version',
  clientId: 'Client ID',
  newClientId: 'Make a new client id',

  signInAs: 'Sign in as',
  userAndPassword: 'User and password',
  alibaba: 'Alibaba Cloud IoT',
  signInDebugger: 'Sign-in debugger',
  userName: 'User name',
  password: 'Password',
  remember: 'Remember on this device',

  moreOptions: 'More options',
  sessionAndWillNow: (keepAlive: string, cleanStart: boolean, will: boolean): string =>
    [
      `keep alive ${keepAlive} s`,
      cleanStart ? 'clean start' : 'the session continues',
      will ? 'with a will' : 'no will',
    ].join(' · '),
  session: 'Session',
  cleanStart: (version: number): string => (version === 5 ? 'Clean start' : 'Clean session'),
  keepAlive: 'Keep alive',
  sessionExpiry: 'Session expiry',
  seconds: 's',

  will: 'Will',

  filter: 'Filter to subscribe to on connect',

  errorCount: (count: number): string =>
    count === 1 ? '1 field needs attention' : `${count} fields need attention`,
};
