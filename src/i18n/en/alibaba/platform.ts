/** Texts of the Platform view. */
import type {
  CallFacts,
  DeviceRow,
  Permission,
} from '../../../broker/platform/devices/commands.ts';
import type { LoggedMessage } from '../../../broker/platform/devices/logCommands.ts';
import type { PlatformSettings } from '../../../broker/platform/devices/settings.ts';
import { counted, grouped } from '../../numbers.ts';
import { platformSignIn } from './platformSignIn.ts';

const STATES: Readonly<Record<DeviceRow['state'], string>> = {
  online: 'online',
  offline: 'offline',
  disabled: 'disabled',
  never: 'never seen',
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

/** Names for the products of the demo devices. */
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
    products: 'Products and settings',
  },
  strangers: {
    none: 'No unknown device has tried to sign in',
    noneText:
      'A CONNECT with an unknown product key or device name appears here, so that typos in them can be seen.',
  },
  online: (devices: number, all: number): string => `${grouped(devices)} of ${grouped(all)} online`,
  refused: 'The platform refused',
  loading: 'Loading from the platform…',
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
      messages: 'Messages',
      values: 'Values',
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

  ...platformSignIn,

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
    readOnly: 'read only',
    noModel: 'The product has no thing model: values are shown as received.',
  },
  calls: {
    name: 'Call',
    state: (state: CallFacts['state']): string => CALLS[state],
    code: 'code',
    latency: (ms: number): string => `after ${grouped(Math.round(ms))} ms`,
    params: 'Parameters',
    data: 'Data of the reply',
  },
  messages: {
    send: 'Send to device',
    target: 'Method or topic',
    propertySet: 'Set properties',
    call: (call: 'sync' | 'async'): string =>
      call === 'sync' ? 'synchronous, by RRPC' : 'asynchronous',
    other: 'Other…',
    otherTarget: 'Other topic or service',
    otherHint:
      'A topic of this device, a broadcast of its product, or the identifier of a service.',
    params: 'Parameters',
    payload: 'Payload',
    qos: 'QoS',
    action: 'Send',
    done: (target: string): string => `Sent to ${target}`,
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
  /** By the platform's keys for a denied, dropped or refused message. */
  why: {
    'not-permitted': 'the device may not use this topic',
    'no-session': 'the sub-device is not signed in through this gateway',
    rate: 'too many messages in a second',
    'payload-size': 'the payload is too large',
    'topic-length': 'the topic is too long or has too many slashes',
    'qos-2': 'the platform does not support QoS 2',
    'filters-per-subscribe': 'too many filters in one SUBSCRIBE',
    subscriptions: 'too many subscriptions',
    'not-json': 'the payload is not JSON',
    'not-object': 'the payload is JSON, but not an object',
    'too-deep': 'the payload is nested more than 100 levels deep',
    params: 'a parameter is missing or has the wrong form',
    'service-data': 'accepted, but the data does not match the thing model',
    'too-many-properties': 'too many properties at once',
    'no-method': 'accepted without a method, as in the cloud',
    'wrong-method': 'method is not that of this topic',
    'unknown-event': 'the thing model has no such event',
    'event-data': 'the event’s data does not match the thing model',
    queued: 'queued for the device, which is offline',
    offline: 'the device is offline; QoS 0 messages are lost',
    'no-model': 'the product has no thing model',
    'not-simulated': 'not simulated: only the cloud has this service',
    secret: 'not kept: it carries a secret',
    'unknown-topic': 'the platform has no such service',
    filtered: 'left out: it does not match the thing model',
    older: 'only listed here: a value measured later is already known',
    'faulty-time': 'accepted, but its time is not milliseconds since 1970',
    'no-call': 'there was no request with this id',
    'other-id': 'assigned to the only waiting request, although the id is not that of the request',
    'reply-not-subscribed': 'the device has not subscribed to the reply',
    gateway: 'not possible for this sub-device, as the code says',
  },
  misfits: {
    list: 'Mismatches',
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
    subscriptions: 'Subscriptions of its session',
    noSubscriptions: 'none',
  },
  file: {
    read: (file: string): string => `Read ${file} again`,
    done: (file: string): string => `${file} was read again`,
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
      secureModeChannel: 'securemode that does not match the channel',
      badKeepAlive: 'Return code for a keep alive out of range',
      registrationChannel: 'Channel of a registration over MQTT',
      registrationOfActive: 'Registration of a device that was connected',
      qos2: 'PUBLISH with QoS 2',
      replyWithoutSubscription: 'Replies also to devices that have not subscribed',
      connectsPerMinute: 'CONNECT packets of a device in a minute',
      callTimeout: 'Wait for a device’s reply, ms',
    } satisfies Record<keyof PlatformSettings, string>,
  },
};
