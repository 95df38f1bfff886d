/**
 * Posts of many values: `batch` has each property and event with several measurements; `pack` is from a
 * gateway and its sub-devices; `history` has measurements from offline times.
 */
import { isObject } from '../../../alibaba/alink/checkValue.ts';
import type { AlinkCode } from '../../../alibaba/alink/codes.ts';
import { type DeviceName, isSameDevice } from '../../../alibaba/alink/deviceName.ts';
import { membersOf, valueAt } from '../../../alibaba/alink/envelope.ts';
import type { Misfit } from '../../../alibaba/alink/misfit.ts';
import { NAMES, namesOf } from './gateway.ts';
import type { Known } from './handler.ts';
import {
  MOST_PROPERTIES,
  type Entry,
  eventDoubt,
  eventError,
  filteredNote,
  olderNote,
  type Taken,
  TOO_MANY,
  takeProperties,
} from './posting.ts';
import type { AlinkOutcome, AlinkRequest } from './request.ts';
import { wrongLength, wrongParams } from './wrongParams.ts';

const REPORT = '{"properties": {…}, "events": {…}}';
const REPORTS = '[{"identity": {…}, "properties": {…}}, …]';

/** Report of one device. */
interface Report {
  readonly device: DeviceName;
  readonly properties: readonly Entry[];
  readonly events: readonly Entry[];
}

/** Documented limit; properties have the limit of a plain post. */
const MOST_EVENTS = 20;
const MOST_SUB_DEVICES = 20;

type Wrong = ReturnType<typeof wrongParams>;

/** @param path position of the row in the message, whose form may differ from the documentation */
type ReadEntries = (row: number | undefined, path: string) => readonly Entry[] | Wrong;

const isWrong = (read: object): read is Wrong => 'kind' in read;

const VALUES = '{"temperature": {"value": 21, "time": 1700000000000}}';

/** `{"temperature": {"value": 21, "time": …}}` */
const plain =
  ({ tree }: AlinkRequest): ReadEntries =>
  (row, path) => {
    if (row === undefined) return [];
    return tree.tape.kind(row) === 'object'
      ? [...membersOf(tree, row)]
      : wrongParams(path, valueAt(tree, row), VALUES);
  };

/** `{"temperature": [{"value": 21, "time": …}, …]}` */
const listed =
  (request: AlinkRequest): ReadEntries =>
  (row, path) => {
    const entries = plain(request)(row, path);
    if (isWrong(entries)) return entries;
    return entries.flatMap(([name, at]): readonly Entry[] =>
      request.tree.tape.kind(at) === 'array'
        ? [...request.tree.childRows(at)].map((one): Entry => [name, one])
        : [[name, at]],
    );
  };

/** `[{"temperature": {"value": 21, "time": …}}, …]` */
const inTurn =
  (request: AlinkRequest): ReadEntries =>
  (row, path) => {
    const { tree } = request;
    if (row === undefined) return [];
    if (tree.tape.kind(row) !== 'array') {
      return wrongParams(path, valueAt(tree, row), `[${VALUES}, …]`);
    }
    const all: Entry[] = [];
    for (const [at, one] of [...tree.childRows(row)].entries()) {
      const entries = plain(request)(one, `${path}[${at}]`);
      if (isWrong(entries)) return entries;
      for (const entry of entries) all.push(entry);
    }
    return all;
  };

/** A device's report and its position in the message. */
interface Place {
  readonly device: DeviceName;
  readonly row: number;
  readonly path: string;
}

function reportOf(
  { tree }: AlinkRequest,
  { device, row, path }: Place,
  read: ReadEntries,
): Report | Wrong {
  const members = membersOf(tree, row);
  const properties = read(members.get('properties'), `${path}.properties`);
  if (isWrong(properties)) return properties;
  const events = read(members.get('events'), `${path}.events`);
  return isWrong(events) ? events : { device, properties, events };
}

/** All reports; `gateway`: their sender. */
function reportsOf(
  request: AlinkRequest,
  row: number | undefined,
  path: string,
  read: ReadEntries,
): readonly Report[] | Wrong {
  const { tree } = request;
  if (row === undefined) return [];
  if (tree.tape.kind(row) !== 'array') {
    return wrongParams(path, valueAt(tree, row), REPORTS);
  }
  const reports: Report[] = [];
  for (const [at, one] of [...tree.childRows(row)].entries()) {
    const place = `${path}[${at}]`;
    const identity = valueAt(tree, membersOf(tree, one).get('identity'));
    const device = namesOf(identity);
    if (device === undefined) return wrongParams(`${place}.identity`, identity, NAMES);
    const report = reportOf(request, { device, row: one, path: place }, read);
    if (isWrong(report)) return report;
    reports.push(report);
  }
  return reports;
}

export function batchPost(request: AlinkRequest, known: Known): AlinkOutcome {
  const row = paramsRow(request);
  if (row === undefined) return wrongParams('params', undefined, REPORT);
  const own = reportOf(request, { device: request.device, row, path: 'params' }, listed(request));
  return isWrong(own) ? own : take(request, known, [own]);
}

export function packPost(request: AlinkRequest, known: Known): AlinkOutcome {
  const row = paramsRow(request);
  if (row === undefined) return wrongParams('params', undefined, REPORT);
  const read = plain(request);
  const own = reportOf(request, { device: request.device, row, path: 'params' }, read);
  if (isWrong(own)) return own;
  const path = 'params.subDevices';
  const others = reportsOf(request, membersOf(request.tree, row).get('subDevices'), path, read);
  if (isWrong(others)) return others;
  if (others.length > MOST_SUB_DEVICES) return wrongLength(path, others.length, MOST_SUB_DEVICES);
  return take(request, known, [own, ...others]);
}

/** Does not change the latest values. */
export function historyPost(request: AlinkRequest): AlinkOutcome {
  const reports = reportsOf(request, paramsRow(request), 'params', inTurn(request));
  return isWrong(reports) ? reports : take(request, undefined, reports, REPORTS);
}

const paramsRow = ({ tree }: AlinkRequest): number | undefined => membersOf(tree, 0).get('params');

/**
 * Takes everything, or nothing if the sender may not report for a device; values that do not fit are left
 * out.
 */
function take(
  request: AlinkRequest,
  known: Known | undefined,
  reports: readonly Report[],
  expected = REPORT,
): AlinkOutcome {
  const { cloud, device, topic, payload, message } = request;
  const full = reports.filter(({ properties, events }) => properties.length + events.length > 0);
  if (full.length === 0) return wrongParams('params', message.params, expected);
  for (const { device: one, properties, events } of full) {
    const names = new Set(properties.map(([name]) => name));
    if (names.size > MOST_PROPERTIES) return TOO_MANY;
    const kinds = new Set(events.map(([name]) => name)).size;
    if (kinds > MOST_EVENTS) return wrongLength('events', kinds, MOST_EVENTS);
    const code = faultOfDevice(request, one);
    if (code !== undefined) return { kind: 'refused', code, why: 'gateway' };
  }
  let own: AlinkOutcome = { kind: 'property', code: 200, about: '' };
  const others: string[] = [];
  for (const report of full) {
    const taken = takeReport(request, report);
    const now = Math.floor(cloud.wallClock);
    const older = known?.values.record(report.device, latestLast(taken), now) ?? [];
    const note = {
      kind: 'property',
      code: 200,
      ...olderNote(older),
      ...filteredNote(taken),
    } as const;
    if (isSameDevice(report.device, device)) own = note;
    else {
      others.push(report.device.deviceName);
      const noted = { why: undefined, ...note, topic, size: payload.length };
      cloud.note(report.device, noted, payload);
    }
  }
  return { ...own, about: [own.about, ...others].filter(Boolean).join(', ').slice(0, 200) };
}

function takeReport(request: AlinkRequest, { device, properties, events }: Report): Taken {
  const taken = takeProperties(request, device, properties);
  const faults = events.flatMap(([identifier, row]): readonly Misfit[] => {
    const params = valueAt(request.tree, row);
    const fault = eventError(request, device, identifier, isObject(params) ? params : {});
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
  };
}

const latestLast = ({ properties }: Taken) => properties.toSorted((a, b) => a.time - b.time);

function faultOfDevice({ cloud, device }: AlinkRequest, one: DeviceName): AlinkCode | undefined {
  if (isSameDevice(one, device)) return undefined;
  if (cloud.deviceOf(one) === undefined) return 6100;
  return cloud.subDevices.isOf(device, one) ? undefined : 6401;
}
