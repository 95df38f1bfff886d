/** Reads commands to the platform from values of unknown shape, with one reader for each. */
import type { DeviceName } from '../../../alibaba/alink/deviceName.ts';
import {
  bare,
  count,
  isAmong,
  listOf,
  name,
  page,
  type Readers,
  search,
} from '../../core/commands/commandReaders.ts';
import {
  flag,
  Members,
  type Path,
  present,
  type Read,
  string,
  whole,
} from '../../core/commands/members.ts';
import type { DeviceCommand, PlatformCommand } from './commands.ts';
import type { LogCommand } from './logCommands.ts';

const deviceName = (members: Members): DeviceName => ({
  productKey: members.required('productKey', name),
  deviceName: members.required('deviceName', name),
});

const aboutDevice =
  <const K extends string>(kind: K) =>
  (members: Members): { readonly kind: K } & DeviceName => ({ kind, ...deviceName(members) });

const awaited = (members: Members): { readonly wait?: boolean } =>
  present({ wait: members.optional('wait', flag) });

/** JSON, or a payload in Base64. */
const body = string(1_000_000);
const MOST_FIELDS = 100;
/** ms */
const LONGEST_RRPC = 3_600_000;

/** An object of a list; unread members are an error. */
function item<T>(read: (members: Members) => T): Read<T> {
  return (value: unknown, path: Path) => {
    const members = new Members(value, path);
    const found = read(members);
    members.end();
    return found;
  };
}

const zeroOrOne: Read<0 | 1> = (value, path) => (whole(0, 1)(value, path) === 0 ? 0 : 1);

const formFields = listOf(
  item((members) => ({
    name: members.required('name', search),
    value: members.required('value', search),
  })),
  MOST_FIELDS,
);

const LOG: Readers<LogCommand> = {
  'platform-log': (members) => ({
    ...aboutDevice('platform-log')(members),
    ...page(members),
    ...present({ text: members.optional('text', search) }),
  }),
  'platform-message': (members) => ({
    kind: 'platform-message',
    message: members.required('message', count),
  }),
};

const OF_DEVICE: Readers<DeviceCommand> = {
  'platform-secret': aboutDevice('platform-secret'),
  'set-property': (members) => ({
    ...aboutDevice('set-property')(members),
    params: members.required('params', body),
    ...awaited(members),
  }),
  'invoke-service': (members) => ({
    ...aboutDevice('invoke-service')(members),
    service: members.required('service', name),
    input: members.required('input', body),
    ...awaited(members),
  }),
  rrpc: (members) => ({
    ...aboutDevice('rrpc')(members),
    payload: members.required('payload', body),
    ...present({
      topic: members.optional('topic', name),
      timeout: members.optional('timeout', whole(1, LONGEST_RRPC)),
    }),
    ...awaited(members),
  }),
  'cloud-publish': (members) => ({
    ...aboutDevice('cloud-publish')(members),
    topic: members.required('topic', name),
    payload: members.required('payload', body),
    qos: members.required('qos', zeroOrOne),
  }),
  'enable-device': (members) => ({
    ...aboutDevice('enable-device')(members),
    isEnabled: members.required('isEnabled', flag),
  }),
};

export const PLATFORM_READERS: Readers<PlatformCommand> = {
  ...LOG,
  ...OF_DEVICE,
  platform: bare('platform'),
  'reload-devices': bare('reload-devices'),
  'platform-devices': (members) => ({
    kind: 'platform-devices',
    ...page(members),
    ...present({
      productKey: members.optional('productKey', name),
      text: members.optional('text', search),
    }),
  }),
  'platform-device': aboutDevice('platform-device'),
  'platform-call': (members) => ({
    kind: 'platform-call',
    call: members.required('call', count),
  }),
  'pre-auth': (members) => ({ kind: 'pre-auth', fields: members.required('fields', formFields) }),
};

export const isPlatformCommand = isAmong(PLATFORM_READERS);
export const isDeviceCommand = isAmong(OF_DEVICE);
