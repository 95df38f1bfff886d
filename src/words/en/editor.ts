/** Texts of the connection editor. */
export const editor = {
  connection: 'Connection',
  name: 'Name',
  namePlaceholder: 'e.g. plant-hz',
  notice: 'Please note',
  connect: 'Connect',
  reconnectChanged: 'Reconnect with changes',
  disconnect: 'Disconnect',
  stopConnecting: 'Stop connecting',
  save: 'Save profile',
  duplicate: 'Duplicate',

  profiles: 'Profiles',
  chooseProfile: 'Choose a saved connection',
  findProfile: 'Find profile',
  noProfiles: 'No saved connections yet. Fill in the form and choose Save profile.',
  newProfile: 'New connection',
  importProfiles: 'Import…',
  manageProfiles: 'More about profiles',
  profilesKept: (count: number): string =>
    count === 1 ? '1 profile, kept in this browser' : `${count} profiles, kept in this browser`,
  storageFailed: (reason: string): string =>
    `The browser did not save it: ${reason}. The connection itself works without it.`,

  address: 'Address',
  url: 'URL',
  urlPlaceholder: 'ws://host:port/mqtt, host:port, or a mosquitto_sub command',
  protocol: 'Protocol version',
  protocolDevice: 'Only newer instances of the platform support MQTT 5.',
  clientId: 'Client ID',
  clientIdHint: 'Unique in this tab. Two clients with the same ID disconnect each other.',
  deviceClientId: 'The part of the client ID before the first |.',
  newClientId: 'Make a new client id',

  signInAs: 'Sign in as',
  userAndPassword: 'User and password',
  alibaba: 'Alibaba Cloud IoT',
  userName: 'User name',
  password: 'Password',
  secretHint: 'Kept in this tab only: never stored, never in an address.',
  remember: 'Remember on this device',

  moreOptions: 'More options',
  sessionAndWill: 'Session and will',
  sessionAndWillNow: (keepAlive: string, cleanStart: boolean, will: boolean): string =>
    [
      `keep alive ${keepAlive} s`,
      cleanStart ? 'clean start' : 'the session continues',
      will ? 'with a will' : 'no will',
    ].join(' · '),
  session: 'Session',
  goOnAfterMalformed: 'Go on after malformed packets',
  goOnAfterMalformedTitle:
    'Keeps the connection to a server that violates the standard. Malformed packets are shown, but neither processed nor answered.',
  cleanStart: (version: number): string => (version === 5 ? 'Clean start' : 'Clean session'),
  keepAlive: 'Keep alive',
  keepAliveDevice: 'The platform accepts 30 to 1200 s.',
  keepAliveHint: '0 turns it off.',
  sessionExpiry: 'Session expiry',
  sessionExpiryHint: '0: the session ends with the connection. 4294967295: never.',
  seconds: 's',

  will: 'Will',
  willOn: 'Leave a will',
  willHint: 'The broker publishes it when this connection ends without DISCONNECT.',

  onConnect: 'Subscribe on connect',
  onConnectNone: 'nothing',
  filter: 'Filter to subscribe to on connect',
  filterQoS: 'QoS on connect',
  addFilter: 'Add filter',
  removeFilter: (filter: string): string => `Remove ${filter}`,

  faultCount: (count: number): string =>
    count === 1 ? '1 field needs attention' : `${count} fields need attention`,
};
