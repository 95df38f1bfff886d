/** Texts of the connection editor for devices of Alibaba's platform. */
export const deviceForm = {
  platform: 'Platform',
  localPlatform: 'Local platform',
  cloud: 'Alibaba Cloud',
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
    `There is whitespace at character ${place}, at the edge of the value, and it counts as part of it. Was it copied by accident?`,
  removeBlanks: (what: string): string => `Remove the whitespace around ${what.toLowerCase()}`,
  remove: 'Remove the whitespace',
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
    'Empty: the region’s own. The platform does not allow web pages to read its reply, so a companion on this machine sends the request. If the URL is on the server of this page, the page sends it directly.',

  /** Beside the button that connects. */
  asDevice: (isCleared: boolean): string =>
    `If the device is online, this disconnects it, ${isCleared ? 'and its session is discarded' : 'and its queued messages arrive here'}. A test device is safer.`,
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
};
