/** Reads commands to the platform from values of unknown shape, with one reader for each. */
import type { DeviceName } from '../../../alibaba/alink/deviceName.ts';
import type { TopicClass } from '../../../alibaba/product.ts';
import type { RawRule } from '../../../alibaba/rawRules.ts';
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
  oneOf,
  type Path,
  present,
  type Read,
  string,
  whole,
} from '../../core/commands/members.ts';
import type { DeviceCommand, PlatformCommand } from './commands.ts';
import type { LogCommand } from './logCommands.ts';
import type { RegistryCommand } from './registryCommands.ts';
import type { RawRuleCommand } from './valueCommands.ts';

const deviceName = (members: Members): DeviceName => ({
  productKey: members.required('productKey', name),
  deviceName: members.required('deviceName', name),
});

const aboutDevice =
  <const K extends string>(kind: K) =>
  (members: Members): { readonly kind: K } & DeviceName => ({ kind, ...deviceName(members) });

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

const topicClasses: Read<readonly TopicClass[]> = listOf(
  item((members) => ({
    topic: members.required('topic', name),
    operation: members.required('operation', oneOf('PUB', 'SUB', 'ALL')),
  })),
);

const rawRules: Read<readonly RawRule[]> = listOf(
  item((members) => ({
    prefix: members.required('prefix', name),
    reply: members.required('reply', name),
  })),
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

const productFields = (members: Members) =>
  present({
    name: members.optional('name', search),
    tsl: members.optional('tsl', body),
    topics: members.optional('topics', topicClasses),
    dynamicRegistration: members.optional('dynamicRegistration', flag),
    rawRules: members.optional('rawRules', rawRules),
  });

const REGISTRY: Readers<RegistryCommand> = {
  'make-device': (members) => ({
    kind: 'make-device',
    productKey: members.required('productKey', name),
    ...present({
      deviceName: members.optional('deviceName', name),
      deviceSecret: members.optional('deviceSecret', name),
    }),
  }),
  'change-secret': (members) => ({
    ...aboutDevice('change-secret')(members),
    ...present({ deviceSecret: members.optional('deviceSecret', name) }),
  }),
  'remove-device': aboutDevice('remove-device'),
  'make-product': (members) => ({
    kind: 'make-product',
    ...present({ productKey: members.optional('productKey', name) }),
    ...productFields(members),
  }),
  'change-product': (members) => ({
    kind: 'change-product',
    productKey: members.required('productKey', name),
    ...productFields(members),
  }),
  'remove-product': (members) => ({
    kind: 'remove-product',
    productKey: members.required('productKey', name),
  }),
  'save-devices': bare('save-devices'),
  'platform-file': bare('platform-file'),
};

const OF_DEVICE: Readers<DeviceCommand> = {
  'platform-secret': aboutDevice('platform-secret'),
  'set-property': (members) => ({
    ...aboutDevice('set-property')(members),
    params: members.required('params', body),
  }),
  'invoke-service': (members) => ({
    ...aboutDevice('invoke-service')(members),
    service: members.required('service', name),
    input: members.required('input', body),
  }),
  rrpc: (members) => ({
    ...aboutDevice('rrpc')(members),
    payload: members.required('payload', body),
    ...present({
      topic: members.optional('topic', name),
      timeout: members.optional('timeout', whole(1, LONGEST_RRPC)),
    }),
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
  'set-desired': (members) => ({
    ...aboutDevice('set-desired')(members),
    desired: members.required('desired', body),
  }),
  'set-desired-properties': (members) => ({
    ...aboutDevice('set-desired-properties')(members),
    desired: members.required('desired', body),
  }),
  'set-tags': (members) => ({
    ...aboutDevice('set-tags')(members),
    tags: members.required('tags', body),
  }),
  'send-raw': (members) => ({
    ...aboutDevice('send-raw')(members),
    to: members.required('to', oneOf('down', 'reply')),
    payload: members.required('payload', body),
  }),
};

const RAW_RULES: Readers<RawRuleCommand> = {
  'raw-rules': (members) => ({
    kind: 'raw-rules',
    productKey: members.required('productKey', name),
  }),
  'set-raw-rules': (members) => ({
    kind: 'set-raw-rules',
    productKey: members.required('productKey', name),
    rules: members.required('rules', rawRules),
  }),
};

export const PLATFORM_READERS: Readers<PlatformCommand> = {
  ...LOG,
  ...REGISTRY,
  ...RAW_RULES,
  ...OF_DEVICE,
  platform: bare('platform'),
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
export const isRegistryCommand = isAmong(REGISTRY);
