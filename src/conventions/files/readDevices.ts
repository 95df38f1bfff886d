/** Reads the parts of a convention file about devices, requests and replies. */
import { DEVICE_STATES } from '../../engine/devices/device.ts';
import type {
  Condition,
  DeviceFactsForm,
  DevicesForm,
  PartsForm,
  ReplyForm,
  RequestForm,
  UnitsByName,
} from './conventionFile.ts';
import {
  listOf,
  Members,
  oneOf,
  type Read,
  readFlag,
  readText,
  recordOf,
  someOf,
} from './members.ts';
import {
  conditionOf,
  type Levels,
  placeOf,
  readPath,
  readWording,
  templateOf,
  withLevels,
} from './readPlaces.ts';

const MOST = 200;

/** @param units names of the file's tables of units */
export function deviceFactsOf(
  members: Members,
  levels: Levels,
  units: readonly string[],
): DeviceFactsForm {
  const place = placeOf(levels);
  return {
    ...members.some('state', stateOf(levels)),
    ...members.some('isAlive', readFlag),
    ...members.some('name', place),
    ...members.some('parent', place),
    ...members.some('facts', recordOf(place, templateOf(levels), MOST)),
    ...members.some('parts', someOf(partsOf(levels, units), MOST)),
    ...members.some('alarms', listOf(alarmOf(levels), MOST)),
  };
}

const stateOf =
  (levels: Levels): Read<NonNullable<DeviceFactsForm['state']>> =>
  (value, place, errors) => {
    const members = new Members(value, place, errors);
    const state = {
      at: members.must('at', someOf(placeOf(levels), MOST), []),
      is: members.must('is', recordOf(oneOf(DEVICE_STATES), readText, MOST), {}),
    };
    members.end();
    return state;
  };

const partsOf =
  (levels: Levels, tables: readonly string[]): Read<PartsForm> =>
  (value, place, errors) => {
    const members = new Members(value, place, errors);
    const template = templateOf(levels);
    const at = members.must('at', someOf(placeOf(levels), MOST), []);
    const [first = '', ...more] = at;
    const paths = members.some('with', recordOf(readPath, readText, MOST));
    const unit = templateOf(withLevels(levels, ...Object.keys(paths.with ?? {})));
    const parts: PartsForm = {
      at: more.length === 0 ? first : at,
      ...members.some('each', someOf(placeOf(levels), MOST)),
      ...members.some('time', placeOf(levels)),
      ...members.some('name', unit),
      ...members.some('under', template),
      ...members.some('unit', unit),
      ...members.some('units', unitsOf(unit, tables)),
      ...paths,
      ...members.some('except', listOf(readText, MOST)),
      ...members.some('command', template),
      ...members.some('gives', oneOf(['unit', 'kind'])),
      ...members.some('as', oneOf(['base64'])),
    };
    members.end();
    return parts;
  };

/** Units by the names of values, or the name of the file's table of them. */
const unitsOf =
  (unit: Read<string>, tables: readonly string[]): Read<UnitsByName | string> =>
  (value, place, errors) =>
    typeof value === 'string'
      ? oneOf(tables)(value, place, errors)
      : recordOf(unit, readText, MOST)(value, place, errors);

const alarmOf =
  (levels: Levels): Read<NonNullable<DeviceFactsForm['alarms']>[number]> =>
  (value, place, errors) => {
    const members = new Members(value, place, errors);
    const when: Condition = { at: '' };
    const alarm = {
      what: members.must('what', readWording, ''),
      when: members.must('when', conditionOf(levels), when),
      ...members.some('isWhole', readFlag),
    };
    members.end();
    return alarm;
  };

export const devicesOf =
  (levels: Levels, units: readonly string[]): Read<DevicesForm> =>
  (value, place, errors) => {
    const members = new Members(value, place, errors);
    const item = withLevels(levels, 'key');
    const named = withLevels(item, 'device');
    const devices: DevicesForm = {
      at: members.must('at', readPath, ''),
      ...members.some('isOne', readFlag),
      device: members.must('device', placeOf(item), ''),
      ...members.some('root', templateOf(named)),
      ...members.some('when', conditionOf(item)),
      ...members.some('isHeard', readFlag),
      ...members.some('isWhole', readFlag),
      ...deviceFactsOf(members, named, units),
    };
    members.end();
    return devices;
  };

export const requestOf =
  (levels: Levels): Read<RequestForm> =>
  (value, place, errors) => {
    const members = new Members(value, place, errors);
    const paths = members.some('with', recordOf(readPath, readText, MOST));
    const request: RequestForm = {
      reply: members.must(
        'reply',
        templateOf(withLevels(levels, ...Object.keys(paths.with ?? {}))),
        '',
      ),
      ...paths,
      ...members.some('id', placeOf(levels)),
      ...members.some('identifier', placeOf(levels)),
      ...members.some('when', conditionOf(levels)),
      ...members.some('wanted', conditionOf(levels)),
    };
    members.end();
    return request;
  };

export const replyOf =
  (levels: Levels): Read<ReplyForm> =>
  (value, place, errors) => {
    const members = new Members(value, place, errors);
    const failed: Read<Condition | true> = (one, at, all) =>
      one === true ? true : conditionOf(levels)(one, at, all);
    const reply: ReplyForm = {
      ...members.some('id', placeOf(levels)),
      ...members.some('on', templateOf(levels)),
      ...members.some('when', conditionOf(levels)),
      ...members.some('code', placeOf(levels)),
      ...members.some('failed', failed),
      ...members.some('message', placeOf(levels)),
      ...members.some('unasked', readFlag),
    };
    members.end();
    return reply;
  };
