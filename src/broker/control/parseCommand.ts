/** Commands of the control interface, from values of unknown shape; what is wrong is thrown as a `ValueFault`. */
import type { DeviceName } from '../../alibaba/alink/deviceName.ts';
import type { TopicClass } from '../../alibaba/product.ts';
import {
  flag,
  list,
  Members,
  oneOf,
  type Path,
  present,
  type Read,
  string,
  ValueFault,
  whole,
} from '../core/members.ts';
import type { FaultCommand } from '../faults/commands.ts';
import type { JournalCommand } from '../journal/tracedMessage.ts';
import type { PlatformCommand } from '../platform/devices/commands.ts';
import type { FileCommand } from '../platform/devices/fileCommands.ts';
import type { LogCommand } from '../platform/devices/logCommands.ts';
import type { RegistryCommand } from '../platform/devices/registryCommands.ts';
import type { ReportCommand } from '../platform/devices/reportCommands.ts';
import type { RawRule } from '../platform/devices/valueCommands.ts';
import type { WebhookCommand } from '../platform/devices/webhook.ts';
import { RECIPES, type RecipeCommand } from '../recipes/recipe.ts';
import type { TapCommand } from '../tap/commands.ts';
import type { ControlCommand, HostCommand } from './control.ts';
import { CLIENT_ORDERS, RETAINED_ORDERS, SUBSCRIPTION_ORDERS, type ViewCommand } from './views.ts';

/** In characters; of MQTT's texts, which have at most 65,535 bytes. */
const name = string(65_535);
/** For what is looked for. */
const search = string(1000);
const count = whole(0, Number.MAX_SAFE_INTEGER);
const LONGEST_PAGE = 500;
const LONGEST_JOURNAL_PAGE = 200;
const MOST_TAPPED = 1000;
/** A day, in ms. */
const LONGEST_DOWN = 86_400_000;

type FormField = { readonly name: string; readonly value: string };

/** One for each command; members that it does not ask for are a fault. */
type Readers<C extends { readonly kind: string }> = {
  readonly [K in C['kind']]: (members: Members) => Extract<C, { readonly kind: K }>;
};

const page = (members: Members): { first: number; count: number } => ({
  first: members.required('first', count),
  count: members.required('count', whole(0, LONGEST_PAGE)),
});

const ordered = <const T extends string>(members: Members, orders: readonly T[]) => ({
  ...page(members),
  ...present({
    order: members.optional('order', oneOf(...orders)),
    descending: members.optional('descending', flag),
  }),
});

const bare =
  <const K extends string>(kind: K) =>
  (): { readonly kind: K } => ({ kind });

const ofClient =
  <const K extends string>(kind: K) =>
  (members: Members): { readonly kind: K; readonly client: string } => ({
    kind,
    client: members.required('client', name),
  });

const VIEWS: Readers<ViewCommand> = {
  clients: (members) => ({
    kind: 'clients',
    ...ordered(members, CLIENT_ORDERS),
    ...present({
      text: members.optional('text', search),
      connected: members.optional('connected', flag),
    }),
  }),
  client: ofClient('client'),
  subscriptions: (members) => ({
    kind: 'subscriptions',
    ...ordered(members, SUBSCRIPTION_ORDERS),
    ...present({
      text: members.optional('text', search),
      topic: members.optional('topic', name),
    }),
  }),
  retained: (members) => ({
    kind: 'retained',
    ...ordered(members, RETAINED_ORDERS),
    ...present({
      filter: members.optional('filter', name),
      sys: members.optional('sys', flag),
    }),
  }),
  statistics: bare('statistics'),
};

/** Rules are looked at where they are set. */
const FAULTS: Readers<FaultCommand> = {
  'set-rules': (members) => ({ kind: 'set-rules', rules: members.required('rules', anything) }),
  'list-rules': bare('list-rules'),
  'enable-rule': (members) => ({
    kind: 'enable-rule',
    rule: members.required('rule', string(64)),
    enabled: members.required('enabled', flag),
  }),
  'list-waiting': bare('list-waiting'),
  release: (members) => ({
    kind: 'release',
    packet: members.required('packet', orAll(count)),
  }),
  step: (members) => ({
    kind: 'step',
    client: members.required('client', name),
    withPings: members.required('withPings', flag),
    ...present({ whileOpen: members.optional('whileOpen', flag) }),
  }),
  'end-step': ofClient('end-step'),
  'let-go': (members) => ({
    kind: 'let-go',
    client: members.required('client', name),
    ...present({ direction: members.optional('direction', oneOf('from-client', 'to-client')) }),
  }),
  cut: (members) => ({ kind: 'cut', ...present({ client: members.optional('client', name) }) }),
};

const RECIPE: Readers<RecipeCommand> = {
  'start-recipe': (members) => ({
    kind: 'start-recipe',
    recipe: members.required('recipe', oneOf(...RECIPES)),
    ...present({ client: members.optional('client', name) }),
  }),
  'stop-recipe': (members) => ({ kind: 'stop-recipe', run: members.required('run', count) }),
  'list-recipes': bare('list-recipes'),
};

const JOURNAL: Readers<JournalCommand> = {
  messages: (members) => ({
    kind: 'messages',
    count: members.required('count', whole(0, LONGEST_JOURNAL_PAGE)),
    ...present({
      topic: members.optional('topic', name),
      client: members.optional('client', name),
      before: members.optional('before', count),
      sys: members.optional('sys', flag),
    }),
  }),
  message: (members) => ({ kind: 'message', message: members.required('message', count) }),
};

const HOST: Readers<HostCommand> = {
  'disconnect-client': (members) => ({
    kind: 'disconnect-client',
    client: members.required('client', name),
    reasonCode: members.required('reasonCode', whole(0, 255)),
    ...present({
      reasonString: members.optional('reasonString', name),
      serverReference: members.optional('serverReference', name),
    }),
  }),
  'end-session': ofClient('end-session'),
  'clear-retained': (members) => ({
    kind: 'clear-retained',
    topic: members.required('topic', name),
  }),
  restart: (members) => ({
    kind: 'restart',
    withSessions: members.required('withSessions', flag),
    downFor: members.required('downFor', whole(0, LONGEST_DOWN)),
  }),
  'take-over': ofClient('take-over'),
  'run-fleet': (members) => ({
    kind: 'run-fleet',
    isRunning: members.required('isRunning', flag),
  }),
  facts: bare('facts'),
};

const tapNumber = whole(0, 0xffff);

const TAPS: Readers<TapCommand> = {
  tap: (members) => ({
    kind: 'tap',
    tap: members.required('tap', tapNumber),
    clients: members.required('clients', orAll(names)),
    kept: members.required('kept', flag),
  }),
  'end-tap': (members) => ({ kind: 'end-tap', tap: members.required('tap', tapNumber) }),
  'watch-marks': (members) => ({
    kind: 'watch-marks',
    ...present({ client: members.optional('client', name), kept: members.optional('kept', flag) }),
  }),
  'end-marks': bare('end-marks'),
};

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
const LONGEST_EXT_DATA = 4096;
/** A day, in ms. */
const LONGEST_UPGRADE = 86_400_000;

const FILES: Readers<FileCommand> = {
  'upload-file': (members) => ({
    kind: 'upload-file',
    ...present({ upload: members.optional('upload', count) }),
    name: members.required('name', search),
    data: members.required('data', body),
    isLast: members.required('isLast', flag),
  }),
  'platform-ota': (members) => ({
    kind: 'platform-ota',
    ...present({
      productKey: members.optional('productKey', name),
      deviceName: members.optional('deviceName', name),
    }),
  }),
  'add-package': (members) => ({
    kind: 'add-package',
    productKey: members.required('productKey', name),
    file: members.required('file', count),
    version: members.required('version', search),
    signMethod: members.required('signMethod', oneOf('Md5', 'SHA256')),
    isDiff: members.required('isDiff', flag),
    ...present({
      module: members.optional('module', search),
      extData: members.optional('extData', string(LONGEST_EXT_DATA)),
    }),
  }),
  'remove-package': (members) => ({
    kind: 'remove-package',
    package: members.required('package', count),
  }),
  'upgrade-device': (members) => ({
    ...aboutDevice('upgrade-device')(members),
    package: members.required('package', count),
    by: members.required('by', oneOf('http', 'mqtt')),
    ...present({ timeout: members.optional('timeout', whole(1, LONGEST_UPGRADE)) }),
  }),
  'set-config': (members) => ({
    kind: 'set-config',
    productKey: members.required('productKey', name),
    ...present({ file: members.optional('file', count) }),
  }),
  'push-config': (members) => ({
    kind: 'push-config',
    productKey: members.required('productKey', name),
    ...present({ deviceName: members.optional('deviceName', name) }),
  }),
  'cancel-upgrade': (members) => ({
    kind: 'cancel-upgrade',
    upgrade: members.required('upgrade', count),
  }),
};

const REPORTS: Readers<ReportCommand> = {
  'platform-device-log': aboutDevice('platform-device-log'),
  'set-device-log': (members) => ({
    ...aboutDevice('set-device-log')(members),
    isOn: members.required('isOn', flag),
  }),
  'platform-device-files': aboutDevice('platform-device-files'),
  'platform-device-file': (members) => ({
    ...aboutDevice('platform-device-file')(members),
    file: members.required('file', count),
    offset: members.required('offset', count),
  }),
  'remove-device-file': (members) => ({
    ...aboutDevice('remove-device-file')(members),
    file: members.required('file', count),
  }),
};

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

const WEBHOOK: Readers<WebhookCommand> = {
  'platform-webhook': bare('platform-webhook'),
  'set-webhook': (members) => ({
    kind: 'set-webhook',
    ...present({ url: members.optional('url', search) }),
  }),
};

const PLATFORM: Readers<PlatformCommand> = {
  ...WEBHOOK,
  ...FILES,
  ...LOG,
  ...REPORTS,
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
  'platform-call': (members) => ({
    kind: 'platform-call',
    call: members.required('call', count),
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
  ...REGISTRY,
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
  'raw-rules': (members) => ({
    kind: 'raw-rules',
    productKey: members.required('productKey', name),
  }),
  'set-raw-rules': (members) => ({
    kind: 'set-raw-rules',
    productKey: members.required('productKey', name),
    rules: members.required('rules', rawRules),
  }),
  'pre-auth': (members) => ({ kind: 'pre-auth', fields: members.required('fields', formFields) }),
};

const ALL: Readers<ControlCommand> = {
  ...VIEWS,
  ...FAULTS,
  ...RECIPE,
  ...JOURNAL,
  ...HOST,
  ...TAPS,
  ...PLATFORM,
};
/** A map, in which `__proto__` is just a name. */
const READERS: ReadonlyMap<string, (members: Members) => ControlCommand> = new Map(
  Object.entries(ALL),
);

export function parseCommand(value: unknown, path: Path): ControlCommand {
  const members = new Members(value, path);
  const kind = members.required('kind', string(100));
  const read = READERS.get(kind);
  if (read === undefined)
    throw new ValueFault([...path, 'kind'], { key: 'unknown-kind', args: {} });
  const command = read(members);
  members.end();
  return command;
}

function zeroOrOne(value: unknown, path: Path): 0 | 1 {
  return whole(0, 1)(value, path) === 0 ? 0 : 1;
}

function formFields(value: unknown, path: Path): readonly FormField[] {
  const items = list(value, path);
  if (items.length > MOST_FIELDS) {
    throw new ValueFault(path, { key: 'too-many', args: { most: MOST_FIELDS } });
  }
  return items.map((item, index) => {
    const members = new Members(item, [...path, index]);
    const field = {
      name: members.required('name', search),
      value: members.required('value', search),
    };
    members.end();
    return field;
  });
}

function topicClasses(value: unknown, path: Path): readonly TopicClass[] {
  return list(value, path).map((item, index) => {
    const members = new Members(item, [...path, index]);
    const topicClass = {
      topic: members.required('topic', name),
      operation: members.required('operation', oneOf('PUB', 'SUB', 'ALL')),
    };
    members.end();
    return topicClass;
  });
}

function rawRules(value: unknown, path: Path): readonly RawRule[] {
  return list(value, path).map((item, index) => {
    const members = new Members(item, [...path, index]);
    const rule = {
      prefix: members.required('prefix', name),
      reply: members.required('reply', name),
    };
    members.end();
    return rule;
  });
}

const anything = (value: unknown): unknown => value;

function orAll<T>(read: Read<T>): Read<T | 'all'> {
  return (value, path) => (value === 'all' ? value : read(value, path));
}

function names(value: unknown, path: Path): readonly string[] {
  const items = list(value, path);
  if (items.length > MOST_TAPPED)
    throw new ValueFault(path, { key: 'too-many', args: { most: MOST_TAPPED } });
  return items.map((item, index) => name(item, [...path, index]));
}
