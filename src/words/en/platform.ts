/** Texts of the view Platform. */
import type { DeviceFault } from '../../alibaba/verify.ts';
import type {
  CallFacts,
  DeviceRow,
  Permission,
  SignInFacts,
} from '../../broker/platform/devices/commands.ts';
import type { LoggedMessage } from '../../broker/platform/devices/logCommands.ts';
import type { PlatformSettings } from '../../broker/platform/devices/settings.ts';
import type { RegistrationFault } from '../../broker/platform/registering.ts';
import { counted, grouped } from '../numbers.ts';

const STATES: Readonly<Record<DeviceRow['state'], string>> = {
  online: 'online',
  offline: 'offline',
  disabled: 'disabled',
  never: 'never seen',
};

const TRANSPORTS: Readonly<Record<SignInFacts['transport'], string>> = {
  tcp: 'TCP',
  websocket: 'WebSocket',
  port: 'this tab',
};

const CALLS: Readonly<Record<CallFacts['state'], string>> = {
  waiting: 'Waiting for the device’s reply',
  answered: 'The device replied',
  'timed-out': 'The device did not reply in time',
  offline: 'The device is offline: nothing was sent',
  'not-subscribed': 'The device has not subscribed to the topic: nothing was sent',
};

const EVENTS: Readonly<Record<LoggedMessage['kind'], string>> = {
  sent: 'to the device',
  unheard: 'not subscribed',
  property: 'properties',
  event: 'event',
  denied: 'denied',
  dropped: 'dropped',
  refused: 'refused',
  other: 'other',
};

const ORIGINS: Readonly<Record<Permission['origin'], string>> = {
  system: 'system topic',
  custom: 'class of the product',
  broadcast: 'broadcast',
};

const OPERATIONS: Readonly<Record<Permission['operation'], string>> = {
  PUB: 'publish',
  SUB: 'subscribe',
  ALL: 'publish and subscribe',
};

/** Of the demo devices’ products, as the platform has them. */
const DEMO_NAMES = {
  'Room sensor': 'Room sensor',
  'Door lock': 'Door lock',
  Temperature: 'Temperature',
  Humidity: 'Humidity',
  'Power switch': 'Power switch',
  off: 'off',
  on: 'on',
  Mode: 'Mode',
  automatic: 'automatic',
  heating: 'heating',
  cooling: 'cooling',
  ventilation: 'ventilation',
  Overheating: 'Overheating',
  'Self-test': 'Self-test',
  Passed: 'Passed',
  no: 'no',
  yes: 'yes',
  Restart: 'Restart',
  Delay: 'Delay',
  Locked: 'Locked',
  Battery: 'Battery',
  Opened: 'Opened',
};

export const platform = {
  demoNames: DEMO_NAMES,
  parts: 'Parts of the platform',
  moreParts: 'All parts',
  part: {
    devices: 'Devices',
    strangers: 'Unknown devices',
    firmware: 'Firmware',
    products: 'Products and settings',
  },
  strangers: {
    none: 'No unknown device has tried to sign in',
    noneText:
      'A CONNECT with an unknown product key or device name appears here, so that typing errors in them can be seen.',
  },
  online: (devices: number, all: number): string => `${grouped(devices)} of ${grouped(all)} online`,
  refused: 'The platform refused',
  loading: 'Asking the platform…',
  cancel: 'Cancel',
  none: {
    title: 'No platform here',
    text: 'A companion started with --alibaba is also a local platform for devices of Alibaba Cloud IoT; so is the broker in this tab. Connect to one of them to see its devices.',
    action: 'Edit the connection',
  },

  devices: {
    grid: 'Devices',
    search: 'Search devices',
    searchPlaceholder: 'Name or key',
    product: 'Product',
    everyProduct: 'All products',
    total: (value: number): string => counted(value, 'device', 'devices'),
    empty: 'No device',
    emptyText: 'The devices file lists none.',
    noMatch: 'No matching devices',
    noMatchText: 'The search covers device name and product key.',
    choose: 'Select a device to see how it signed in, what it reported and what it may do.',
    columns: { device: 'Device', product: 'Product', state: 'State', signIn: 'Last sign-in' },
  },
  state: (state: DeviceRow['state']): string => STATES[state],

  detail: {
    name: 'Device',
    close: 'Close the detail',
    gone: (device: string): string => `The device ${device} no longer exists`,
    sections: 'About the device',
    moreSections: 'All about the device',
    section: {
      signIn: 'Sign-in',
      properties: 'Properties',
      desired: 'Desired values',
      services: 'Services',
      shadow: 'Shadow',
      tags: 'Tags',
      raw: 'Raw data',
      messages: 'Messages',
      firmware: 'OTA upgrade',
      reports: 'Log and files',
      permissions: 'Permissions',
    },
  },
  secret: {
    copy: 'Copy secret',
    copyTitle: 'Copies the device secret to the clipboard; it is not shown',
    copied: (device: string): string => `Secret of ${device} copied to the clipboard`,
    notCopied: 'The browser did not allow copying',
    connectAs: 'Connect as this device…',
    connectAsTitle:
      'Opens the editor of a new connection with this device’s names and secret. It does not connect automatically.',
  },
  enabling: {
    enable: 'Enable',
    disable: 'Disable…',
    confirm: 'Disable',
    title: (device: string): string => `Disable ${device}?`,
    text: 'Its connection ends, and the platform refuses its sign-ins until it is enabled again. Its reported data is kept.',
    done: (device: string, isEnabled: boolean): string =>
      isEnabled ? `${device} is enabled` : `${device} is disabled`,
  },

  signIn: {
    never: 'No sign-in since the platform started',
    neverText:
      'As soon as the device sends a CONNECT with its device name and product key, the verdict appears here, with the text that the platform signed.',
    refused: 'Refused',
    accepted: 'accepted',
    refusedWith: (code: number): string => `refused ${code}`,
    device: 'What the device did:',
    time: 'Time',
    from: 'From',
    transport: (transport: SignInFacts['transport'], secure: boolean): string =>
      secure ? `${TRANSPORTS[transport]}, TLS` : TRANSPORTS[transport],
    clientId: 'Client ID',
    userName: 'User name',
    method: 'Sign method',
    by: 'Signed in',
    direct: 'directly, with a password that it computed',
    token: 'with a token of HTTPS pre-authentication',
    registration: 'to register, with the secret of its product',
    'device-token': 'with the token of its registration',
    password: 'Password',
    lengths: (came: number | undefined, expected: number | undefined): string =>
      came === undefined
        ? 'none received'
        : expected === undefined
          ? counted(came, 'character', 'characters')
          : came === expected
            ? `${counted(came, 'digit', 'digits')}, the right length`
            : `${counted(came, 'character', 'characters')} received, ${grouped(expected)} expected`,
    signed: 'Text that the platform signed',
    signedHint: 'names and values, without anything between them',
    notSigned: 'The sign-in was refused before anything could be signed.',
    notSignedToken: 'A sign-in with a token signs nothing.',
    instead: 'Text that the device signed',
    insteadHint: 'Found from the received password: this text gives exactly that password.',
    compare: 'Compare with the text that your device signs',
    compareLabel: 'Text of the device',
    compareHint:
      'From its log or debugger: the message that it passes to HMAC. It does not leave this page.',
    same: 'The texts are the same: the difference is in the secret, the method or the encoding of the result.',
    differs: (at: number, place: string): string =>
      `They differ from character ${at} on, ${place}.`,
    inName: (name: string): string => `in the name ${name}`,
    inValue: (name: string): string => `in the value of ${name}`,
    atEnd: 'after the end of the platform’s text',
    platformHas: 'Platform',
    deviceHas: 'Device',
    nothing: 'nothing',
    blanks: '· marks a space.',
    all: 'Last sign-ins',
  },
  /** By the platform's keys of faults. */
  faults: {
    'no-tail': 'The client ID has no |…| tail, so secure mode and sign method are unknown.',
    'open-tail': 'The tail of the client ID is not closed by a last |.',
    'empty-base': 'The part of the client ID before the first | is empty.',
    'long-base': 'The part of the client ID before the first | has more than 64 characters.',
    stray: 'A part of the client ID’s tail is not name=value.',
    repeated: 'One of securemode, signmethod and timestamp appears in the tail more than once.',
    'secure-mode': 'The client ID’s tail must name securemode 2 or 3.',
    timestamp: 'The timestamp in the client ID is not a decimal number.',
    'sign-method': 'The sign method is none of hmacmd5, hmacsha1 and hmacsha256.',
    'user-name': 'The user name is not of the form deviceName&productKey.',
    'unknown-device': 'No device of this name and product key is known here.',
    'no-password': 'There is no password.',
    'wrong-sign':
      'The password is not the signature of these fields with this device’s secret: wrong secret, wrong method, or another text was signed.',
    disabled: 'The device is disabled.',
    'keep-alive':
      'The keep alive is outside the range that the platform accepts (see Products and settings).',
    channel:
      'securemode 2 is for TLS and 3 for a plain connection; it does not match this connection.',
    'bad-token': 'iotId or iotToken is wrong, or older than seven days: pre-authenticate again.',
    'connect-rate': 'The device sends more CONNECT packets in a minute than the platform accepts.',
    will: 'The platform does not support wills, and its settings refuse them.',
    'registration-parameters':
      'A registration needs securemode 2 or -2, authType, random and signmethod in the client ID, a user name deviceName&productKey, and a device name of 4 to 32 letters, digits and - _ @ . :',
    'registration-channel':
      'A registration over a connection without TLS is refused (see Products and settings).',
    'registration-off':
      'The product is not known, or its devices may not register themselves: it has no product secret here, or its dynamic registration is off.',
    'registration-sign':
      'The password is not the signature of deviceName, productKey and random with the product’s secret.',
    'registration-unknown':
      'No device of this name is listed; with authType=regnwl it need not be.',
    'registration-active':
      'The device has already been connected, so it may not register (see Products and settings).',
    'registration-full': 'Too many devices have registered themselves; no more are accepted.',
    'bad-device-token': 'Client ID or deviceToken is not the one of the last registration.',
  } satisfies Record<
    DeviceFault | RegistrationFault | 'bad-token' | 'bad-device-token' | 'connect-rate' | 'will',
    string
  >,

  properties: {
    grid: 'Reported properties',
    none: 'No properties reported',
    noneText: 'The device reports them with thing.event.property.post.',
    identifier: 'Identifier',
    value: 'Value',
    time: 'Time',
    unmodelled: 'not in the model',
    unmodelledTitle: 'Not in the product’s thing model: the cloud would drop it silently',
    notReported: 'not reported',
    set: 'Set…',
    apply: 'Set',
    setOne: (identifier: string): string => `Set ${identifier}…`,
    setMany: 'Set properties…',
    setTitle: (device: string): string => `Set properties of ${device}`,
    setHint: 'The platform sends thing.service.property.set and waits for the device’s reply.',
    params: 'Properties and values',
    readOnly: 'read only',
    noModel: 'The product has no thing model: values are shown as received, and set as JSON.',
  },
  services: {
    none: 'The product has no services',
    noneText: 'The thing model defines none. You can still invoke one by its identifier.',
    choose: 'Service',
    other: 'Other, by identifier…',
    identifier: 'Identifier of the service',
    input: 'Input',
    noInput: 'This service takes no input.',
    call: (call: 'sync' | 'async'): string =>
      call === 'sync' ? 'synchronous, by RRPC' : 'asynchronous',
    invoke: 'Invoke',
    badIdentifier: 'Letters, digits and _ only.',
    calls: 'Earlier calls',
  },
  calls: {
    name: 'Call',
    state: (state: CallFacts['state']): string => CALLS[state],
    what: (what: CallFacts['what'], identifier: string): string =>
      what === 'property' ? 'property set' : identifier,
    code: 'code',
    latency: (ms: number): string => `after ${grouped(Math.round(ms))} ms`,
    params: 'Parameters',
    data: 'Data of the reply',
    forgotten: 'The platform no longer has this call.',
    dismiss: 'Dismiss the call',
  },
  shadow: {
    none: 'No shadow document yet',
    noneText:
      'The document appears when the device updates its shadow or when desired values are set here.',
    document: 'Shadow document',
    version: (version: number): string => `version ${grouped(version)}`,
    desired: 'Desired values',
    desiredHint:
      'The device is notified on its shadow topic. Set a member to null to remove that value.',
    set: 'Set desired values',
    done: (device: string): string => `The desired values of ${device} are set`,
  },
  messages: {
    publish: 'Publish to the device',
    topic: 'Topic',
    topicHint: 'Of this device, or a broadcast of its product.',
    payload: 'Payload',
    qos: 'QoS',
    action: 'Publish',
    done: (topic: string): string => `Published to ${topic}`,
    list: 'Last messages of the device',
    none: 'No messages yet',
    kind: (kind: LoggedMessage['kind']): string => EVENTS[kind],
    up: 'from the device',
    down: 'to the device',
    search: 'Search topic, payload, reason or code',
    clearSearch: 'Clear the search',
    noMatch: 'No matching messages',
    shown: (shown: number, total: number): string =>
      shown < total
        ? `The newest ${grouped(shown)} of ${grouped(total)}`
        : counted(total, 'message', 'messages'),
    show: (topic: string): string => `Show the payload of ${topic}`,
    payloadOf: (topic: string): string => `Payload of ${topic}`,
    gone: 'The platform no longer has this message.',
    cut: (kept: number, size: number): string =>
      `The first ${grouped(kept)} of ${grouped(size)} bytes; the rest is not kept.`,
    empty: 'no payload',
    binary: 'not text',
    replied: (code: number): string => `replied ${code}`,
  },
  /** By the platform's keys of why something was denied, dropped or refused. */
  why: {
    'not-permitted': 'the device may not use this topic',
    rate: 'too many messages in a second',
    'payload-size': 'the payload is too large',
    'topic-length': 'the topic is too long or has too many slashes',
    'qos-2': 'the platform does not support QoS 2',
    retain: 'the platform does not retain messages',
    'filters-per-subscribe': 'too many filters in one SUBSCRIBE',
    subscriptions: 'too many subscriptions',
    'not-json': 'the payload is not JSON',
    params: 'params are missing or of the wrong form',
    'too-many-properties': 'too many properties at once',
    'no-method': 'method is missing',
    'wrong-method': 'method is not that of this topic',
    'unknown-event': 'the thing model has no such event',
    'event-data': 'the event’s data does not fit the thing model',
    'raw-unanswered': 'no rule answers this data; it can be answered by hand',
    'no-upgrade': 'there is no upgrade that this could be about',
    upload: 'the upload does not accept it, as the code says',
    secret: 'not kept: it carries a secret',
    'unknown-topic': 'the platform has no such service',
    shadow: 'the shadow does not accept it',
    filtered: 'left out: it does not match the thing model',
    'no-call': 'there was no request with this id',
    'reply-not-subscribed': 'the device has not subscribed to the reply',
    gateway: 'not possible for this sub-device, as the code says',
  },
  misfits: {
    list: 'What does not fit the thing model',
    expected: 'expected',
    came: 'received',
  },
  permissions: {
    grid: 'Topics that the device may use',
    topic: 'Topic',
    operation: 'Operation',
    origin: 'Origin',
    operations: (operation: Permission['operation']): string => OPERATIONS[operation],
    origins: (origin: Permission['origin']): string => ORIGINS[origin],
    test: 'May it use this topic?',
    testHint: 'A topic name for publishing; a filter with + and # for subscribing.',
    yes: (operations: string): string => `Yes: ${operations}`,
    no: 'No: neither publish nor subscribe',
    pub: 'publish',
    sub: 'subscribe',
    and: ' and ',
    noFilter: 'No: it may not subscribe to this filter',
    faulty: 'This is neither a topic name nor a topic filter.',
    subscriptions: 'Subscriptions that its session holds',
    noSubscriptions: 'none',
  },
  products: {
    list: 'Products',
    devices: (devices: number, online: number): string =>
      `${counted(devices, 'device', 'devices')}, ${grouped(online)} online`,
    key: 'Product key',
    topics: 'Topic classes',
    noTopics: 'none: only the platform’s own topics',
    model: 'Thing model',
    noModel: 'none: properties are not checked',
    modelCounts: (properties: number, events: number, services: number): string =>
      [
        counted(properties, 'property', 'properties'),
        counted(events, 'event', 'events'),
        counted(services, 'service', 'services'),
      ].join(', '),
    showTsl: 'Show the TSL',
    tsl: 'TSL',
    brokenModel: 'The TSL cannot be read',
    showDevices: 'Show its devices',
  },
  settings: {
    title: 'Settings of the platform',
    hint: 'Settings come from the devices file; those that differ from the default are marked.',
    name: 'Setting',
    value: 'Value',
    changed: 'changed',
    defaultIs: (value: string): string => `default ${value}`,
    yes: 'yes',
    no: 'no',
    what: {
      secureModeChannel: 'securemode that does not fit the channel',
      wrongSign: 'Return code for a wrong password',
      unknownDevice: 'Return code for an unknown device',
      disabledDevice: 'Return code for a disabled device',
      badKeepAlive: 'Return code for a keep alive out of range',
      badToken: 'Return code for a wrong iotToken',
      registrationChannel: 'Channel of a registration over MQTT',
      registrationOfActive: 'Registration of a device that was connected',
      keepAliveLeast: 'Shortest keep alive, s',
      keepAliveMost: 'Longest keep alive, s',
      will: 'Will in CONNECT',
      retain: 'RETAIN in PUBLISH',
      qos2: 'PUBLISH with QoS 2',
      qos2Granted: 'SUBACK for a filter with QoS 2',
      deniedPublish: 'QoS 1 PUBLISH that is not permitted',
      oversizedPayload: 'Payload that is too large',
      replyWithoutSubscription: 'Replies also to devices that have not subscribed',
      cleanSessionClearsSubscriptions: 'Clean Session 1 clears the subscriptions',
      connectsPerMinute: 'CONNECT packets of a device in a minute',
      qos0PerSecond: 'QoS 0 PUBLISH packets of a device in a second',
      qos1PerSecond: 'QoS 1 PUBLISH packets of a device in a second',
      unacknowledged: 'Messages that a device has not acknowledged',
      payloadBytes: 'Longest payload, bytes',
      topicBytes: 'Longest topic, bytes',
      topicSlashes: 'Slashes in a topic',
      filtersPerSubscribe: 'Filters in a SUBSCRIBE',
      subscriptionsPerDevice: 'Subscriptions of a device',
      propertiesPerPost: 'Properties in a post',
      callTimeout: 'Wait for a device’s reply, ms',
      upgradeTimeout: 'Wait for the new version after an upgrade’s push, ms',
    } satisfies Record<keyof PlatformSettings, string>,
  },
};
