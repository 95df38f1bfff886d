/** Checks answers from outside: a known kind, with the members that all users rely on. */

import {
  type BrokerFacts,
  CONTROL_VERSION,
  type ControlAnswer,
  type ControlReply,
} from '../../broker/control/control.ts';
import type { TapEvent } from '../../broker/tap/commands.ts';

type Fields = Readonly<Record<string, unknown>>;
type Check = (value: unknown) => boolean;
type Checks = Readonly<Record<string, Check>>;

const number: Check = (value) => typeof value === 'number' && Number.isFinite(value);
const text: Check = (value) => typeof value === 'string';
const list: Check = (value) => Array.isArray(value) && value.every(isFields);
const thingOrNone: Check = (value) => value === undefined || isFields(value);

/** A page of rows, in the form of all lists. */
const PAGE: Checks = { time: number, first: number, total: number, rows: list };

const REPLIES: Readonly<Record<ControlReply['kind'], Checks>> = {
  clients: PAGE,
  client: { time: number, client: thingOrNone },
  subscriptions: PAGE,
  retained: PAGE,
  statistics: { time: number, sys: list },
  rules: { rules: list },
  waiting: { packets: list },
  'waiting-packet': { packet: number, direction: text, version: number },
  released: { count: number },
  cut: { count: number },
  done: {},
  refused: { reason: text },
  recipes: { runs: list },
  messages: { time: number, rows: list, oldest: number, newest: number },
  message: { time: number, message: thingOrNone },
  facts: { facts: isFacts },
  platform: { products: list, settings: isFields, online: number, strangers: list },
  'platform-devices': PAGE,
  'platform-device': { time: number, device: thingOrNone },
  'platform-secret': { deviceSecret: text },
  'platform-called': { call: number },
  'platform-call': { call: thingOrNone },
  'platform-log': PAGE,
  'platform-message': { message: thingOrNone },
  'pre-auth': { answer: text },
  sensors: { total: number, discarded: number, first: number, rows: list },
  sensor: { message: thingOrNone },
  'device-taps': { taps: list, addresses: (value) => Array.isArray(value) && value.every(text) },
};

const TAP: Checks = { tap: number, connection: number };

const EVENTS: Readonly<Record<TapEvent['kind'], Checks>> = {
  marks: { marks: list },
  'tap-opened': { ...TAP, time: number, address: text, transport: text },
  'tap-closed': { ...TAP, time: number },
  'tap-half-closed': { ...TAP, ended: isFields },
  'tap-text': { ...TAP, sender: (value) => value === 'client' || value === 'server' },
  'tap-gap': { ...TAP, bytes: number },
};

const CLOSE_REASONS: ReadonlySet<unknown> = new Set([
  'token',
  'version',
  'malformed',
  'too-slow',
  'ended',
]);

const ANSWERS: Readonly<Record<ControlAnswer['kind'], Checks>> = {
  welcome: { version: (value) => value === CONTROL_VERSION, broker: isFacts },
  goodbye: { why: (value) => CLOSE_REASONS.has(value), message: text },
  reply: { id: number, reply: isReply },
  ...EVENTS,
};

/** undefined if it is not an answer or has an unknown kind. */
export function parseAnswer(value: unknown): ControlAnswer | undefined {
  return isAnswer(value) ? value : undefined;
}

/** Id of the request that a value answers. */
export function idOf(value: unknown): number | undefined {
  if (!isFields(value)) return undefined;
  const { id } = value;
  return typeof id === 'number' ? id : undefined;
}

function isAnswer(value: unknown): value is ControlAnswer {
  return isFields(value) && fits(value, ANSWERS);
}

function isReply(value: unknown): value is ControlReply {
  return isFields(value) && fits(value, REPLIES);
}

function isFacts(value: unknown): value is BrokerFacts {
  if (!isFields(value)) return false;
  const { program, programVersion, host, origin, fleet, platform } = value;
  return (
    program === 'mqttscope' &&
    typeof programVersion === 'string' &&
    (host === 'companion' || host === 'tab') &&
    number(origin) &&
    (fleet === undefined || (isFields(fleet) && typeof fleet['isRunning'] === 'boolean')) &&
    (platform === undefined ||
      (isFields(platform) && number(platform['products']) && number(platform['devices'])))
  );
}

/** True if it has one of these kinds and the members of that kind. */
function fits(value: Fields, kinds: Readonly<Record<string, Checks>>): boolean {
  const { kind } = value;
  if (typeof kind !== 'string' || !Object.hasOwn(kinds, kind)) return false;
  return Object.entries(kinds[kind] ?? {}).every(([name, check]) => check(value[name]));
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
