/** Posts of devices: properties and events, checked against their product's thing model. */
import { isObject } from '../../../alibaba/alink/checkValue.ts';
import { membersOf, valueAt } from '../../../alibaba/alink/envelope.ts';
import { type Misfit, misfitOf, misfitOfData } from '../../../alibaba/alink/misfit.ts';
import type { PropertyFacts } from '../devices/commands.ts';
import type { LastValues } from './lastValues.ts';
import type { AlinkOutcome, AlinkRequest, Outcome } from './request.ts';
import { wrongParams } from './wrongParams.ts';

/**
 * Read as milliseconds, these are in the first weeks and years of 1970; as seconds, between 2001 and 5138.
 */
const SECONDS = { from: 1e9, to: 1e11 };
/** Characters of the received value. */
const LONGEST = 120;

interface PostTime {
  /** ms since 1970; if invalid, the arrival time. */
  readonly time: number;
  /** Error of the time. */
  readonly doubt: Misfit | undefined;
}

/** Reads a device's time of a value or an event. @param value from JSON; undefined: absent */
function postTime(value: unknown, path: string, wallClock: number): PostTime {
  const arrival = Math.floor(wallClock);
  if (value === undefined) return { time: arrival, doubt: undefined };
  const time = typeof value === 'string' && /^\d{1,16}$/.test(value) ? Number(value) : value;
  if (typeof time !== 'number' || !Number.isSafeInteger(time) || time < 0) {
    return { time: arrival, doubt: doubtOf('not-time', path, value) };
  }
  const isInSeconds = time >= SECONDS.from && time < SECONDS.to;
  return { time, doubt: isInSeconds ? doubtOf('time-in-seconds', path, value) : undefined };
}

function doubtOf(key: 'not-time' | 'time-in-seconds', path: string, value: unknown): Misfit {
  const came = JSON.stringify(value).slice(0, LONGEST);
  return { path, why: { key, args: {} }, expected: 'ms (UTC)', came };
}

/** Documented. */
const MOST_PROPERTIES = 200;
const TOO_MANY = { kind: 'refused', code: 6106, why: 'too-many-properties' } as const;
const PROPERTIES = '{"temperature": {"value": 21, "time": 1700000000000}}';
/** Names listed in a note. */
const MOST_NAMES = 20;
/** Characters of a name. */
const LONGEST_NAME = 100;

/** A name, and the row of its value in the message. */
type Entry = readonly [identifier: string, row: number];

/** Accepted and rejected parts of a post. */
interface Taken {
  readonly properties: readonly PropertyFacts[];
  /** Names left out, and the first of them with the reasons. */
  readonly filtered: readonly string[];
  readonly misfits: readonly Misfit[];
  /** Invalid times, whose values are accepted. */
  readonly doubts: readonly Misfit[];
}

/** Devices choose names, in messages of some hundred thousand bytes. */
const cut = (name: string): string =>
  name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME - 1)}…` : name;

function nameList(names: readonly string[]): string {
  const more = names.length - MOST_NAMES;
  const first = names.slice(0, MOST_NAMES).map(cut).join(', ');
  return more > 0 ? `${first} … +${more}` : first;
}

/** Note about the left-out values. */
function filteredNote({
  filtered,
  misfits,
  doubts,
}: Taken): Pick<Outcome, 'why' | 'about' | 'misfits'> {
  if (filtered.length === 0) return timeNote(doubts);
  return {
    why: 'filtered',
    about: nameList(filtered),
    misfits: [...misfits, ...doubts].slice(0, MOST_NAMES),
  };
}

/** Values measured earlier than the stored ones. */
function olderNote(names: readonly string[]): Pick<Outcome, 'why' | 'about'> {
  return names.length === 0 ? {} : { why: 'older', about: nameList(names) };
}

function timeNote(doubts: readonly Misfit[]): Pick<Outcome, 'why' | 'about' | 'misfits'> {
  if (doubts.length === 0) return {};
  const about = nameList(doubts.map(({ path }) => path));
  return { why: 'faulty-time', about, misfits: doubts.slice(0, MOST_NAMES) };
}

/** `{"value": …, "time": ms}` around a value; these names are reserved. */
function isTimed(members: ReadonlyMap<string, number>): boolean {
  return members.has('value') && [...members.keys()].every((name) => /^(value|time)$/.test(name));
}

function takeProperties({ cloud, device, tree }: AlinkRequest, entries: readonly Entry[]): Taken {
  const model = cloud.productOf(device)?.model;
  const properties: PropertyFacts[] = [];
  const filtered: string[] = [];
  const misfits: Misfit[] = [];
  const doubts: Misfit[] = [];
  for (const [identifier, row] of entries) {
    const members = membersOf(tree, row);
    const timed = isTimed(members);
    const valueRow = (timed ? members.get('value') : undefined) ?? row;
    const known = model?.properties.find((one) => one.identifier === identifier);
    const source = tree.source(valueRow);
    const misfit = model && misfitOf(known, identifier, valueAt(tree, valueRow), source);
    if (misfit !== undefined) {
      filtered.push(identifier);
      misfits.push(misfit);
      continue;
    }
    const said = timed ? valueAt(tree, members.get('time')) : undefined;
    const { time, doubt } = postTime(said, `${cut(identifier)}.time`, cloud.wallClock);
    if (doubt !== undefined) doubts.push(doubt);
    properties.push({ identifier, value: source, time, isModelled: true });
  }
  return { properties, filtered, misfits, doubts };
}

/** Properties that do not fit are left out; the device is not notified. */
export function propertyPost(request: AlinkRequest, values: LastValues): AlinkOutcome {
  const { cloud, device, tree, message } = request;
  const row = membersOf(tree, 0).get('params');
  const { params } = message;
  if (row === undefined || !isObject(params)) return wrongParams('params', params, PROPERTIES);
  const posted = membersOf(tree, row);
  if (posted.size === 0) return wrongParams('params', params, PROPERTIES);
  if (posted.size > MOST_PROPERTIES) return TOO_MANY;
  const taken = takeProperties(request, [...posted]);
  const older = values.record(device, taken.properties, Math.floor(cloud.wallClock));
  return { kind: 'property', code: 200, ...olderNote(older), ...filteredNote(taken) };
}

type Params = Readonly<Record<string, unknown>>;

/** With `value` around the data or without, which the vendor's package for JavaScript sends. */
const isWrapped = (params: Params): boolean =>
  Object.keys(params).every((name) => /^(value|time)$/.test(name)) &&
  Object.hasOwn(params, 'value');

const eventData = (params: Params): unknown => (isWrapped(params) ? params['value'] : params);

/** Error of an event's time. */
function eventDoubt(
  { cloud }: AlinkRequest,
  identifier: string,
  params: Params,
): Misfit | undefined {
  if (!isWrapped(params)) return undefined;
  return postTime(params['time'], `${cut(identifier)}.time`, cloud.wallClock).doubt;
}

/** Error of an event's data; `unknown-event`: the model has none of that name. */
function eventError(
  { cloud, device }: AlinkRequest,
  identifier: string,
  params: Readonly<Record<string, unknown>>,
): Misfit | 'unknown-event' | undefined {
  const model = cloud.productOf(device)?.model;
  if (model === undefined) return undefined;
  const event = model.events.find((one) => one.identifier === identifier);
  if (event === undefined) return 'unknown-event';
  const data = eventData(params);
  return misfitOfData(event.output, data, JSON.stringify(data));
}

/** An event that does not fit is answered like properties: the device is not notified. */
export function eventPost(request: AlinkRequest): AlinkOutcome {
  const { meaning, message } = request;
  if (!isObject(message.params)) {
    return wrongParams('params', message.params, '{"value": {…}, "time": 1700000000000}');
  }
  const identifier = meaning.identifier ?? '';
  const taken = { kind: 'event', code: 200, about: identifier } as const;
  const fault = eventError(request, identifier, message.params);
  if (fault === undefined) {
    const doubt = eventDoubt(request, identifier, message.params);
    return doubt === undefined ? taken : { ...taken, why: 'faulty-time', misfits: [doubt] };
  }
  if (fault === 'unknown-event') return { ...taken, why: 'unknown-event' };
  return { ...taken, why: 'event-data', misfits: [fault] };
}
