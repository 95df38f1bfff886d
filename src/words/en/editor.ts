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
  noProfileFound: 'No profile matches.',
  newProfile: 'New connection',
  deleteProfile: (name: string): string => `Delete profile ${name}`,
  deleted: (name: string): string => `Deleted ${name}`,
  profilesKept: (count: number): string =>
    count === 1 ? '1 profile, kept in this browser' : `${count} profiles, kept in this browser`,
  storageFailed: (reason: string): string =>
    `This browser did not keep it: ${reason}. The connection itself works without.`,

  address: 'Address',
  url: 'URL',
  urlPlaceholder: 'ws://host:port/mqtt, host:port, or a mosquitto_sub command',
  urlFromDevice: 'Left empty, the address comes from product key, region and instance:',
  opens: (url: string): string => `Opens ${url}`,
  tryThese: 'Addresses of the same broker that a browser can open:',
  /** What usually is at such an address: names of brokers, or `behind a web server`. */
  usualAt: (broker: string): string => broker,
  use: (url: string): string => `Use ${url}`,
  protocol: 'Protocol version',
  protocolDevice: 'Only newer instances of the platform speak MQTT 5.',
  clientId: 'Client ID',
  clientIdHint: 'Unique in this tab. Two clients with one id throw each other out.',
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
    'This region has no public instance: give the id of yours, e.g. iot-06z00ab1cd2ef3g.',
  edgeBlank: (place: number): string =>
    `A blank stands at character ${place}, at the edge, and counts as part of it. Copied along?`,
  removeBlanks: (what: string): string => `Remove the blanks around ${what.toLowerCase()}`,
  remove: 'Remove the blanks',
  how: 'Way to sign in',
  hows: { direct: 'Direct', https: 'HTTPS pre-authentication' },
  howDirect: 'The signature is the password.',
  howHttps:
    'Before each CONNECT a signed form gets an id and a token over HTTPS, which sign in as user name and password.',
  authUrl: 'Pre-authentication URL',
  authUrlTab: 'the broker in this tab',
  authUrlTabHint:
    'Empty: the broker in this tab gives id and token itself, without a request over HTTPS. A path, such as /auth/devicename, means it too.',
  authUrlHint:
    'Empty: the region’s own. The platform lets no page read its answer, so a companion on this machine asks; the server of this page is asked straight.',

  before: 'Before connecting',
  asDevice: 'This signs in as the device itself',
  asDeviceText:
    'If the device is online, the cloud disconnects it: it has one connection a device. Subscriptions and queued messages are shared with it. Prefer a test device.',
  cleanOn:
    'On: the device’s session is thrown away, with the messages queued for it and, by the standard, its subscriptions.',
  cleanOff:
    'Off: the device’s session goes on: its queued messages come here and are gone for the device, and what is subscribed to here stays with the device.',
  signature: 'Signature',
  signMethod: 'Sign method',
  secureMode: 'Secure mode',
  secureModes: { two: '2 · TLS (wss)', three: '3 · plain (ws)' },
  timestamp: 'Timestamp',
  timestamps: { now: 'Each CONNECT’s time', none: 'Not sent', fixed: 'Fixed' },
  timestampValue: 'Timestamp, ms since 1970',
  deviceClientId: 'Before the first bar of the client id.',

  session: 'Session',
  goOnAfterMalformed: 'Go on after malformed packets',
  goOnAfterMalformedTitle:
    'Keeps the connection to a server that breaks the standard. What is malformed is shown, and neither acted on nor answered.',
  cleanStart: (version: number): string => (version === 5 ? 'Clean start' : 'Clean session'),
  keepAlive: 'Keep alive',
  keepAliveDevice: 'The platform takes 30 to 1200 s.',
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

  linkNotes: {
    secret: (name: string): string =>
      `The link holds “${name}”. Secrets do not belong in addresses: it was ignored; type it here. Consider it known to others.`,
    leftOut:
      'A part of the link’s address looks like a secret (a token, a password). Secrets do not belong in links: it was left out. Give it here in place of “…”, and consider it known to others.',
    value: (name: string, value: string): string =>
      `The link’s ${name}=${value} is not a value that ${name} can have; ignored.`,
    unknown: (name: string): string => `The link’s “${name}” is not known here; ignored.`,
    notValid:
      'The link asks to connect at once, and something in it does not fit: choose Connect to see what.',
    notAtOnce:
      'The link asks to connect at once. That is done only for the page’s own broker: check the address, then choose Connect.',
  },

  faults: {
    filter: (filter: string, wrong: string): string => `${filter}: ${wrong}`,
    noUrl: 'Give the address of the broker.',
    leftOut: 'A secret was left out where “…” stands: secrets are not stored. Give it again.',
    needed: 'Needed to sign in.',
    number: (max: number): string => `A whole number from 0 to ${max}.`,
    tooLong: 'At most 65535 bytes.',
    hex: 'Pairs of hex digits, e.g. 01 a0 ff.',
    clientIdNeeded: 'Needed here: an empty client id is not possible.',
    clientIdForSession:
      'A session that is kept needs a client id. Give one, or turn Clean session on.',
    userNameForPassword: 'Before MQTT 5 a password needs a user name.',
    authUrl: 'An http:// or https:// address, or a path on the server of this page.',
    timestamp: 'Milliseconds since 1970, digits only.',
    summary: (count: number): string =>
      count === 1 ? '1 field needs attention' : `${count} fields need attention`,
  },
};
