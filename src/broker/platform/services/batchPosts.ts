/**
 * Posts of many values at once: `batch`, each property and event as often as it was measured; `pack`, of a
 * gateway and the devices behind it; `history`, what was measured while nobody could be reached.
 */
import { isObject } from '../../../alibaba/alink/checkValue.ts';
import type { AlinkCode } from '../../../alibaba/alink/codes.ts';
import { type DeviceName, sessionNameOf } from '../../../alibaba/alink/deviceName.ts';
import { membersOf, valueAt } from '../../../alibaba/alink/envelope.ts';
import type { Misfit } from '../../../alibaba/alink/misfit.ts';
import { namesOf } from './gateway.ts';
import {
  type Entry,
  eventDoubt,
  eventFault,
  filteredNote,
  NO_METHOD,
  type Taken,
  TOO_MANY,
  takeProperties,
} from './posting.ts';
import { type AlinkOutcome, type AlinkRequest, type Known, WRONG_PARAMS } from './request.ts';

/** Of one device. */
interface Report {
  readonly device: DeviceName;
  readonly properties: readonly Entry[];
  readonly events: readonly Entry[];
}

/** As documented; of properties there are as many as in a plain post. */
const MOST_EVENTS = 20;
const MOST_SUB_DEVICES = 20;

/** undefined: it has another form than documented. */
type ReadEntries = (row: number | undefined) => readonly Entry[] | undefined;

/** `{"temperature": {"value": 21, "time": …}}` */
const plain =
  ({ tree }: AlinkRequest): ReadEntries =>
  (row) => {
    if (row === undefined) return [];
    return tree.tape.kind(row) === 'object' ? [...membersOf(tree, row)] : undefined;
  };

/** `{"temperature": [{"value": 21, "time": …}, …]}` */
const listed =
  (request: AlinkRequest): ReadEntries =>
  (row) =>
    plain(request)(row)?.flatMap(([name, at]): readonly Entry[] =>
      request.tree.tape.kind(at) === 'array'
        ? [...request.tree.childRows(at)].map((one): Entry => [name, one])
        : [[name, at]],
    );

/** `[{"temperature": {"value": 21, "time": …}}, …]` */
const inTurn =
  (request: AlinkRequest): ReadEntries =>
  (row) => {
    if (row === undefined) return [];
    if (request.tree.tape.kind(row) !== 'array') return undefined;
    const each = [...request.tree.childRows(row)].map(plain(request));
    return each.includes(undefined) ? undefined : each.flatMap((entries) => entries ?? []);
  };

function reportOf(
  { tree }: AlinkRequest,
  device: DeviceName,
  row: number,
  read: ReadEntries,
): Report | undefined {
  const members = membersOf(tree, row);
  const properties = read(members.get('properties'));
  const events = read(members.get('events'));
  return properties && events && { device, properties, events };
}

/** Each of them; `gateway`: through which they came. */
function reportsOf(
  request: AlinkRequest,
  row: number | undefined,
  read: ReadEntries,
): readonly Report[] | undefined {
  const { tree } = request;
  if (row === undefined) return [];
  if (tree.tape.kind(row) !== 'array') return undefined;
  const reports = [...tree.childRows(row)].map((one) => {
    const device = namesOf(valueAt(tree, membersOf(tree, one).get('identity')));
    return device && reportOf(request, device, one, read);
  });
  const right = reports.filter((report) => report !== undefined);
  return right.length < reports.length ? undefined : right;
}

export function batchPost(request: AlinkRequest, known: Known): AlinkOutcome {
  const row = paramsRow(request);
  const own =
    row === undefined ? undefined : reportOf(request, request.device, row, listed(request));
  return own === undefined ? WRONG_PARAMS : take(request, known, [own]);
}

export function packPost(request: AlinkRequest, known: Known): AlinkOutcome {
  const row = paramsRow(request);
  if (row === undefined) return WRONG_PARAMS;
  const read = plain(request);
  const own = reportOf(request, request.device, row, read);
  const others = reportsOf(request, membersOf(request.tree, row).get('subDevices'), read);
  if (own === undefined || others === undefined || others.length > MOST_SUB_DEVICES) {
    return WRONG_PARAMS;
  }
  return take(request, known, [own, ...others]);
}

/** It does not change what is known as the latest value. */
export function historyPost(request: AlinkRequest): AlinkOutcome {
  const reports = reportsOf(request, paramsRow(request), inTurn(request));
  return reports === undefined ? WRONG_PARAMS : take(request, undefined, reports);
}

const paramsRow = ({ tree }: AlinkRequest): number | undefined => membersOf(tree, 0).get('params');

/** All of it, or nothing where a device may not be spoken for; values that do not fit are left out. */
function take(
  request: AlinkRequest,
  known: Known | undefined,
  reports: readonly Report[],
): AlinkOutcome {
  const { cloud, device, topic, payload, message } = request;
  if (!message.method) return NO_METHOD;
  const full = reports.filter(({ properties, events }) => properties.length + events.length > 0);
  if (full.length === 0) return WRONG_PARAMS;
  for (const { device: one, properties, events } of full) {
    const names = new Set(properties.map(([name]) => name));
    if (names.size > cloud.settings.propertiesPerPost) return TOO_MANY;
    if (new Set(events.map(([name]) => name)).size > MOST_EVENTS) return WRONG_PARAMS;
    const code = faultOfDevice(request, one);
    if (code !== undefined) return { kind: 'refused', code, why: 'gateway' };
  }
  let own: AlinkOutcome = { kind: 'property', code: 200, about: '' };
  const others: string[] = [];
  for (const report of full) {
    const taken = takeReport(request, report);
    if (known !== undefined) known.values.record(report.device, latest(taken));
    if (isSame(report.device, device))
      own = { kind: 'property', code: 200, ...filteredNote(taken) };
    else {
      others.push(report.device.deviceName);
      const note = { kind: 'property', topic, size: payload.length, code: 200 } as const;
      cloud.note(report.device, { why: undefined, ...note, ...filteredNote(taken) }, payload);
    }
  }
  return { ...own, about: [own.about, ...others].filter(Boolean).join(', ').slice(0, 200) };
}

function takeReport(request: AlinkRequest, { device, properties, events }: Report): Taken {
  const taken = takeProperties(request, device, properties);
  const faults = events.flatMap(([identifier, row]): readonly Misfit[] => {
    const params = valueAt(request.tree, row);
    const fault = eventFault(request, device, identifier, isObject(params) ? params : {});
    if (fault === undefined) return [];
    if (fault !== 'unknown-event') return [{ ...fault, path: `${identifier}.${fault.path}` }];
    const why = { key: 'unknown-event', args: {} } as const;
    return [{ path: identifier.slice(0, 100), why, expected: undefined, came: '' }];
  });
  const doubts = events.flatMap(([identifier, row]) => {
    const params = valueAt(request.tree, row);
    const doubt = isObject(params) ? eventDoubt(request, identifier, params) : undefined;
    return doubt === undefined ? [] : [doubt];
  });
  return {
    ...taken,
    doubts: [...taken.doubts, ...doubts],
    filtered: [...taken.filtered, ...faults.map(({ path }) => path)],
    misfits: [...taken.misfits, ...faults],
    hasFitting: taken.hasFitting || faults.length < events.length,
  };
}

/** The latest last, so that it stays. */
const latest = ({ properties }: Taken) => properties.toSorted((a, b) => a.time - b.time);

const isSame = (a: DeviceName, b: DeviceName): boolean => sessionNameOf(a) === sessionNameOf(b);

function faultOfDevice({ cloud, device }: AlinkRequest, one: DeviceName): AlinkCode | undefined {
  if (isSame(one, device)) return undefined;
  if (cloud.deviceOf(one) === undefined) return 6100;
  return cloud.subDevices.isOf(device, one) ? undefined : 6401;
}
