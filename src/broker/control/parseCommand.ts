/** Parses control commands from values of unknown shape; throws a `ValueError`. */
import {
  bare,
  count,
  isAmong,
  listOf,
  name,
  packetBytes,
  page,
  type Readers,
  search,
} from '../core/commands/commandReaders.ts';
import {
  flag,
  Members,
  oneOf,
  type Path,
  present,
  type Read,
  string,
  ValueError,
  whole,
} from '../core/commands/members.ts';
import type { FaultCommand, FaultPlace } from '../faults/commands.ts';
import type { JournalCommand } from '../journal/tracedMessage.ts';
import { PLATFORM_READERS } from '../platform/devices/readCommands.ts';
import { RECIPES, type RecipeCommand } from '../recipes/recipe.ts';
import type { TapCommand } from '../tap/commands.ts';
import type { DeviceTapCommand } from '../tap/deviceTaps.ts';
import type { SensorCommand } from '../tap/sensors.ts';
import type { ControlCommand, HostCommand } from './control.ts';
import { CLIENT_ORDERS, RETAINED_ORDERS, SUBSCRIPTION_ORDERS, type ViewCommand } from './views.ts';

const LONGEST_JOURNAL_PAGE = 200;
const MOST_TAPPED = 1000;
/** Limit of packets that replace one. */
const MOST_PACKETS = 10;
/** A day, in ms. */
const LONGEST_DOWN = 86_400_000;

const ordered = <const T extends string>(members: Members, orders: readonly T[]) => ({
  ...page(members),
  ...present({
    order: members.optional('order', oneOf(...orders)),
    descending: members.optional('descending', flag),
  }),
});

const ofClient =
  <const K extends string>(kind: K) =>
  (members: Members): { readonly kind: K; readonly client: string } => ({
    kind,
    client: members.required('client', name),
  });

/** A place other than the broker. */
const place: Read<FaultPlace> = (value, path) => (value === 'bridge' ? value : count(value, path));

const at = (members: Members): { readonly at?: FaultPlace } =>
  present({ at: members.optional('at', place) });

const bareAt =
  <const K extends string>(kind: K) =>
  (members: Members): { readonly kind: K; readonly at?: FaultPlace } => ({ kind, ...at(members) });

const VIEWS: Readers<ViewCommand> = {
  clients: (members) => ({
    kind: 'clients',
    ...ordered(members, CLIENT_ORDERS),
    ...present({
      text: members.optional('text', search),
      connected: members.optional('connected', flag),
      recent: members.optional('recent', flag),
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

/** Rules are validated when they are set. */
const FAULTS: Readers<FaultCommand> = {
  'set-rules': (members) => ({
    kind: 'set-rules',
    rules: members.required('rules', anything),
    ...at(members),
  }),
  'list-rules': bareAt('list-rules'),
  'enable-rule': (members) => ({
    kind: 'enable-rule',
    rule: members.required('rule', string(64)),
    enabled: members.required('enabled', flag),
    ...at(members),
  }),
  'list-waiting': bareAt('list-waiting'),
  release: (members) => ({
    kind: 'release',
    packet: members.required('packet', orAll(count)),
    ...at(members),
  }),
  'show-waiting': (members) => ({
    kind: 'show-waiting',
    packet: members.required('packet', count),
    ...at(members),
  }),
  decide: (members) => ({
    kind: 'decide',
    packet: members.required('packet', count),
    forward: members.required('forward', listOf(packetBytes, MOST_PACKETS)),
    back: members.required('back', listOf(packetBytes, MOST_PACKETS)),
    ...at(members),
  }),
  step: (members) => ({
    kind: 'step',
    client: members.required('client', name),
    withPings: members.required('withPings', flag),
    ...present({ whileOpen: members.optional('whileOpen', flag) }),
    ...at(members),
  }),
  'end-step': (members) => ({ ...ofClient('end-step')(members), ...at(members) }),
  'let-go': (members) => ({
    kind: 'let-go',
    client: members.required('client', name),
    ...present({ direction: members.optional('direction', oneOf('from-client', 'to-client')) }),
    ...at(members),
  }),
  cut: (members) => ({
    kind: 'cut',
    ...present({ client: members.optional('client', name) }),
    ...at(members),
  }),
};

const RECIPE: Readers<RecipeCommand> = {
  'start-recipe': (members) => ({
    kind: 'start-recipe',
    recipe: members.required('recipe', oneOf(...RECIPES)),
    ...present({ client: members.optional('client', name) }),
    ...at(members),
  }),
  'stop-recipe': (members) => ({
    kind: 'stop-recipe',
    run: members.required('run', count),
    ...at(members),
  }),
  'list-recipes': bareAt('list-recipes'),
};

const JOURNAL: Readers<JournalCommand> = {
  messages: (members) => ({
    kind: 'messages',
    count: members.required('count', whole(0, LONGEST_JOURNAL_PAGE)),
    ...present({
      topic: members.optional('topic', name),
      client: members.optional('client', name),
      publisher: members.optional('publisher', name),
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
    clients: members.required('clients', orAll(listOf(name, MOST_TAPPED))),
    kept: members.required('kept', flag),
    ...present({ deviceTap: members.optional('deviceTap', count) }),
  }),
  'end-tap': (members) => ({ kind: 'end-tap', tap: members.required('tap', tapNumber) }),
  'watch-marks': (members) => ({
    kind: 'watch-marks',
    ...present({ client: members.optional('client', name), kept: members.optional('kept', flag) }),
    ...at(members),
  }),
  'end-marks': bareAt('end-marks'),
};

const LONGEST_ADDRESS = 8000;
const LONGEST_CERTIFICATE = 64 * 1024;

const DEVICE_TAPS: Readers<DeviceTapCommand> = {
  'list-device-taps': bare('list-device-taps'),
  'start-device-tap': (members) => ({
    kind: 'start-device-tap',
    listen: members.required('listen', string(LONGEST_ADDRESS)),
    to: members.required('to', string(LONGEST_ADDRESS)),
    ...present({
      ca: members.optional('ca', string(LONGEST_CERTIFICATE)),
      cert: members.optional('cert', string(LONGEST_CERTIFICATE)),
      key: members.optional('key', string(LONGEST_CERTIFICATE)),
    }),
  }),
  'stop-device-tap': (members) => ({
    kind: 'stop-device-tap',
    deviceTap: members.required('deviceTap', count),
  }),
};

const SENSORS: Readers<SensorCommand> = {
  sensors: (members) => ({
    kind: 'sensors',
    ...page(members),
    ...present({ filter: members.optional('filter', string(LONGEST_ADDRESS)) }),
  }),
  sensor: (members) => ({ kind: 'sensor', no: members.required('no', count) }),
};

/** True for commands about taps. */
export const isTapCommand = isAmong(TAPS);

const ALL: Readers<ControlCommand> = {
  ...VIEWS,
  ...FAULTS,
  ...RECIPE,
  ...JOURNAL,
  ...HOST,
  ...TAPS,
  ...DEVICE_TAPS,
  ...SENSORS,
  ...PLATFORM_READERS,
};
/** A map, so `__proto__` is an ordinary name. */
const READERS: ReadonlyMap<string, (members: Members) => ControlCommand> = new Map(
  Object.entries(ALL),
);

export function parseCommand(value: unknown, path: Path): ControlCommand {
  const members = new Members(value, path);
  const kind = members.required('kind', string(100));
  const read = READERS.get(kind);
  if (read === undefined)
    throw new ValueError([...path, 'kind'], { key: 'unknown-kind', args: {} });
  const command = read(members);
  members.end();
  return command;
}

const anything = (value: unknown): unknown => value;

function orAll<T>(read: Read<T>): Read<T | 'all'> {
  return (value, path) => (value === 'all' ? value : read(value, path));
}
