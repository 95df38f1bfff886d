/** Texts of the connection editor. */
export const editor = {
  connection: 'Connection',
  name: 'Name',
  namePlaceholder: 'e.g. plant-hz',
  notice: 'Please note',
  connect: 'Connect',
  disconnect: 'Disconnect',
  stopConnecting: 'Stop connecting',
  save: 'Save profile',
  saved: (name: string): string => `Saved ${name}, without secrets`,
  duplicate: 'Duplicate',

  profiles: 'Profiles',
  chooseProfile: 'Choose a saved connection',
  findProfile: 'Find profile',
  noProfiles: 'No saved connections yet. Fill in the form and choose Save profile.',
  noProfileFound: 'No matching profiles.',
  newProfile: 'New connection',
  deleteProfile: (name: string): string => `Delete profile ${name}`,
  deleted: (name: string): string => `Deleted ${name}`,
  profilesKept: (count: number): string =>
    count === 1 ? '1 profile, kept in this browser' : `${count} profiles, kept in this browser`,
  storageFailed: (reason: string): string =>
    `The browser did not save it: ${reason}. The connection itself works without it.`,

  address: 'Address',
  url: 'URL',
  urlPlaceholder: 'ws://host:port/mqtt, host:port, or a mosquitto_sub command',
  urlFromDevice: 'If empty, the address comes from product key, region and instance:',
  protocol: 'Protocol version',
  protocolDevice: 'Only newer instances of the platform support MQTT 5.',
  clientId: 'Client ID',
  clientIdHint: 'Unique in this tab. Two clients with the same ID disconnect each other.',
  newClientId: 'Make a new client id',

  signInAs: 'Sign in as',
  userAndPassword: 'User and password',
  alibaba: 'Alibaba Cloud IoT',
  userName: 'User name',
  password: 'Password',
  secretHint: 'Kept in this tab only: never stored, never in an address.',

  device: 'Device',
  productKey: 'Product key',
  deviceName: 'Device name',
  deviceSecret: 'Device secret',
  region: 'Region',
  instance: 'Instance',
  instanceHint: 'Empty: the public instance of the region.',
  instanceNeeded:
    'This region has no public instance: enter the ID of yours, e.g. iot-06z00ab1cd2ef3g.',
  edgeBlank: (place: number): string =>
    `There is whitespace at the edge, at character ${place}, and it counts as part of the value. Copied by accident?`,
  removeBlanks: (what: string): string => `Remove the blanks around ${what.toLowerCase()}`,
  remove: 'Remove the blanks',
  how: 'Way to sign in',
  hows: { direct: 'Direct', https: 'HTTPS pre-authentication' },
  howDirect: 'The signature is the password.',
  howHttps:
    'Before each CONNECT, a signed form is sent over HTTPS and returns an ID and a token, which serve as user name and password.',
  authUrl: 'Pre-authentication URL',
  authUrlTab: 'the broker in this tab',
  authUrlTabHint:
    'Empty: the broker in this tab issues ID and token itself, without an HTTPS request. A path, such as /auth/devicename, means the same.',
  authUrlHint:
    'Empty: the region’s own. The platform does not let web pages read its answer, so a companion on this machine sends the request; the server of this page is asked directly.',

  before: 'Before connecting',
  asDevice: 'This signs in as the device itself',
  asDeviceText:
    'If the device is online, the cloud disconnects it, because it allows one connection per device. Subscriptions and queued messages are shared with it. A test device is safer.',
  cleanOn:
    'On: the device’s session is discarded, with its queued messages and, by the standard, its subscriptions.',
  cleanOff:
    'Off: the device’s session continues. Its queued messages are delivered here and are lost to the device, and subscriptions made here stay with the device.',
  signature: 'Signature',
  signMethod: 'Sign method',
  secureMode: 'Secure mode',
  secureModes: { two: '2 · TLS (wss)', three: '3 · plain (ws)' },
  timestamp: 'Timestamp',
  timestamps: { now: 'Each CONNECT’s time', none: 'Not sent', fixed: 'Fixed' },
  timestampValue: 'Timestamp, ms since 1970',
  deviceClientId: 'The part of the client ID before the first |.',

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
  willTopic: 'Will topic',
  willPayload: 'Will payload',
  willHex: 'Will payload is hex',
  willQoS: 'Will QoS',
  willRetain: 'Will retain',
  willDelay: 'Will delay',
  willContentType: 'Will content type',

  onConnect: 'Subscribe on connect',
  onConnectNone: 'nothing',
  filter: 'Filter to subscribe to on connect',
  filterQoS: 'QoS on connect',
  addFilter: 'Add filter',
  removeFilter: (filter: string): string => `Remove ${filter}`,

  faultCount: (count: number): string =>
    count === 1 ? '1 field needs attention' : `${count} fields need attention`,
};
