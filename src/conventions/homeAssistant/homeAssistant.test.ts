import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Lazy } from '../../base/lazy.ts';
import { tries } from '../../base/runs.testkit.ts';
import type { Direction } from '../../engine/log/columns/direction.ts';
import { encode } from '../../mqtt/codec/encode.ts';
import type { Packet } from '../../mqtt/tables/packet.ts';
import { payloadOf, Talk } from '../files/talk.testkit.ts';
import { ENTITY_NAMES } from './abbreviations.ts';
import { SENSOR_CLASSES } from './components.ts';
import { homeAssistantBy } from './convention.ts';
import { HOME_ASSISTANT } from './homeAssistant.testkit.ts';
import { homeAssistant } from './homeAssistant.ts';
import { placeIn } from './valuePlace.ts';

const ID = 'home-assistant';
const empty = () => new Talk(homeAssistantBy(Lazy.of(homeAssistant)));
const told = () => {
  const talk = empty();
  talk.sayAll(HOME_ASSISTANT);
  return talk;
};
const partsOf = (talk: Talk, id: string) =>
  talk.device(ID, id)?.parts.rows.map(({ name, kind, value, unit, command }) => {
    return [name, kind, value, unit, command];
  });
const alarmsOf = (talk: Talk, id: string) =>
  talk.device(ID, id)?.alarms.map(({ what }) => (typeof what === 'string' ? what : what.en));

test('a device in several messages: entities with the values of their topics', () => {
  const talk = told();
  expect(talk.devices().map(({ id, name, state, parent }) => [id, name, state, parent])).toEqual([
    ['door7', 'Door', undefined, undefined],
    ['0AFFD2', 'Garden', 'online', 'hub'],
    ['Home Assistant', undefined, 'online', undefined],
  ]);
  expect(partsOf(talk, '0AFFD2')).toEqual([
    ['Temperature', 'sensor', '21.5', '°C', undefined],
    ['Pump', 'switch', 'OFF', undefined, 'garden/1/pump/set'],
  ]);
  expect(Object.fromEntries(talk.device(ID, '0AFFD2')?.facts ?? [])).toEqual({
    manufacturer: 'Maker',
    model: 'M1',
    'sw version': '1.2',
    'told by': 'garden2mqtt',
  });
  expect(alarmsOf(talk, '0AFFD2')).toEqual([]);
  // Its values show when it was heard; retained messages do not.
  const { row, parts } = talk.device(ID, '0AFFD2') ?? {};
  expect([row?.lastSeen, row?.lastPacket]).toEqual([5_000, 5]);
  expect(parts?.rows.map(({ time, packet }) => [time, packet])).toEqual([
    [5_000, 5],
    [6_000, 6],
  ]);
});

test('a trigger in a device message has no value of the shared state topic', () => {
  const talk = empty();
  const sensor = { p: 'sensor', unique_id: 't', value_template: '{{ value_json.t }}' };
  const trigger = {
    p: 'device_automation',
    automation_type: 'trigger',
    type: 'button_short_press',
    subtype: 'button_1',
    topic: 'k/button',
    payload: 'on',
  };
  const cmps = { temp: sensor, press: trigger };
  const device = { dev: { ids: 'k' }, o: { name: 'x' }, cmps, state_topic: 'k/state' };
  talk.say('out', 'homeassistant/device/k/config', device, true);
  talk.say('in', 'k/state', { t: 22 });
  talk.say('in', 'k/button', 'on');
  expect(partsOf(talk, 'k')?.map(([name, , value]) => [name, value])).toEqual([
    ['temp', '22'],
    ['press', 'on'],
  ]);
});

test('entities have the history of their values from the start', () => {
  const talk = told();
  const trends = () => talk.device(ID, '0AFFD2')?.parts.rows.map(({ trend }) => trend);
  talk.say('in', 'garden/1/state', { air: { temp: 22 } });
  talk.say('in', 'garden/1/state', { air: {} });
  const temperature = { times: [5_000, 10_000], values: [21.5, 22], breaks: [] };
  expect(trends()).toEqual([temperature, { times: [6_000], values: [0], breaks: [] }]);
  talk.say('in', 'garden/1/pump', 'ON');
  const pump = { times: [6_000, 12_000], values: [0, 1], breaks: [] };
  // Requests for another device in between do not matter.
  expect(trends()?.[1]).toEqual(pump);
  expect(talk.device(ID, 'door7')?.parts.rows[1]?.trend?.values).toEqual([71]);
  expect(trends()?.[1]).toEqual(pump);
  for (let n = 0; n < 60; n += 1) talk.say('in', 'garden/1/state', { air: { temp: n } });
  expect(trends()?.[0]?.values).toEqual(Array.from({ length: 48 }, (_, n) => n + 12));
  talk.capture.clear();
  expect(talk.device(ID, '0AFFD2')).toBeUndefined();
});

test('a device message: shared options apply to each of its entities', () => {
  expect(partsOf(told(), 'door7')).toEqual([
    ['contact', 'binary_sensor', 'ON', undefined, undefined],
    ['battery', 'sensor', '71', '%', undefined],
  ]);
});

test('availability comes from its topics', () => {
  const talk = told();
  const state = () => talk.device(ID, '0AFFD2')?.row.state;
  talk.say('in', 'garden/hub', { state: 'offline' });
  // The other entity does not need this topic.
  expect(state()).toBe('online');
  talk.say('in', 'garden/1/here', 'offline');
  expect(state()).toBe('offline');
  talk.say('in', 'garden/1/here', 'perhaps');
  expect(state()).toBe('offline');
});

test('replaced and removed entities disappear', () => {
  const talk = told();
  talk.say('in', 'homeassistant/switch/garden/pump/config', '');
  expect(partsOf(talk, '0AFFD2')?.map(([name]) => name)).toEqual(['Temperature']);
  talk.say('in', 'homeassistant/sensor/garden/temperature/config', '');
  expect(talk.devices().map(({ id }) => id)).toEqual(['door7', 'Home Assistant']);
  talk.say('in', 'homeassistant/device/door/config', { dev: { ids: 'door7' }, cmps: {} });
  expect(partsOf(talk, 'door7')).toEqual([]);
});

test('reports entities that Home Assistant would reject or forget', () => {
  const talk = empty();
  const config = (component: string, object: string) =>
    `homeassistant/${component}/${object}/config`;
  const dev = { ids: 'x' };
  talk.say('out', config('sensor', 'a'), { stat_t: 'a', uniq_id: 'u', dev });
  talk.say('in', config('sensor', 'b'), { stat_t: 'b', uniq_id: 'u', dev });
  talk.say('in', config('switch', 'c'), { stat_t: 'c', uniq_id: 'u', dev });
  talk.say('in', config('sensor', 'd'), { stat_t: 'd', dev, unit_of_measurment: 'V', extra: 1 });
  expect(alarmsOf(talk, 'x')).toEqual([
    'a: the message is not retained: it is gone when Home Assistant starts again',
    'b: unique_id “u” is that of another sensor, in homeassistant/sensor/a/config: Home Assistant refuses it',
    'c: command_topic is missing: Home Assistant refuses it',
    'd: unique_id is missing: Home Assistant cannot put the entity to its device',
    'd: “unit_of_measurment” is not known (is unit_of_measurement meant?): Home Assistant ignores it',
    'd: “extra” is not known: Home Assistant ignores it',
  ]);
  talk.say('in', config('sensor', 'e'), '{"stat_t":');
  expect(alarmsOf(talk, 'e')).toEqual([
    'e: this is no JSON object: Home Assistant ignores the message',
  ]);
  // A corrected message ends the alarm.
  talk.say('out', config('sensor', 'a'), { stat_t: 'a', uniq_id: 'u2', dev }, true);
  talk.say('in', config('sensor', 'b'), { stat_t: 'b', uniq_id: 'u', dev });
  talk.say('in', config('sensor', 'e'), '');
  expect(alarmsOf(talk, 'x')).toHaveLength(4);
  expect(talk.device(ID, 'e')).toBeUndefined();
});

test('a device message needs an origin and the platform of each entity', () => {
  const talk = empty();
  const door = { dev: { ids: 'door' }, cmps: { a: { uniq_id: 'a', stat_t: 'a' } } };
  talk.say('in', 'homeassistant/device/door/config', door, true);
  expect(alarmsOf(talk, 'door')).toEqual([
    'door: origin is missing: Home Assistant refuses the whole message',
    'a: platform is missing: Home Assistant refuses the whole message',
  ]);
  const whole = { ...door, o: { name: 'x' }, cmps: { a: { p: 'sensor', ...door.cmps.a } } };
  talk.say('in', 'homeassistant/device/door/config', whole, true);
  expect(alarmsOf(talk, 'door')).toEqual([]);
});

test.each([
  [{ dev: { ids: 'd' }, o: { name: 'x' } }, 'components is missing or no object'],
  [{ dev: { ids: 'd' }, o: { name: 'x' }, cmps: [] }, 'components is missing or no object'],
  [{ dev: { ids: 'd' }, o: { sw: '1' }, cmps: {} }, 'origin has no name'],
  [
    { dev: { ids: 'd' }, o: { name: 'x' }, cmps: { a: { p: 'sensr', uniq_id: 'a' } } },
    'platform “sensr” is not known \\(alarm_control_panel, .* water_heater\\)',
  ],
  [
    { dev: { ids: 'd' }, o: { name: 'x' }, unit_of_meas: 'W', cmps: {} },
    '“unit_of_measurement” belongs into each component',
  ],
])('a device message is rejected: %j', (message, what) => {
  const talk = empty();
  talk.say('in', 'homeassistant/device/door/config', message, true);
  expect(alarmsOf(talk, 'd')).toContainEqual(
    expect.stringMatching(new RegExp(`${what}: Home Assistant refuses the whole message$`, 'u')),
  );
});

test('an entity that moves into a device message disappears, without a finding', () => {
  const talk = empty();
  const topic = 'homeassistant/sensor/a/config';
  talk.say('in', topic, { stat_t: 'a', uniq_id: 'a', dev: { ids: 'x' } }, true);
  talk.say('in', topic, { migrate_discovery: true }, true);
  expect(talk.devices()).toEqual([]);
});

test('entities without a device belong to their node', () => {
  const talk = empty();
  for (const node of ['attic', 'cellar']) {
    talk.say('in', `homeassistant/sensor/${node}/temp/config`, { stat_t: `${node}/t` }, true);
  }
  talk.say('in', 'homeassistant/sensor/temp/config', { stat_t: 't' }, true);
  expect(talk.devices().map(({ id }) => id)).toEqual(['attic', 'cellar', 'temp']);
});

test('an unknown component is reported and requires nothing, whatever its name', () => {
  const talk = empty();
  const dev = { ids: 'x' };
  talk.say('in', 'homeassistant/constructor/a/config', { uniq_id: 'u', dev }, true);
  expect(alarmsOf(talk, 'x')).toEqual([
    expect.stringMatching(
      /^a: component “constructor” is not known \(alarm_control_panel, .*: Home Assistant ignores the message$/,
    ),
  ]);
});

describe('a value that Home Assistant rejects', () => {
  const temperature = { device_class: 'temperature', unit_of_meas: '°C' };
  const refused = (component: string, options: object, object = 'a') => {
    const talk = empty();
    const its = { stat_t: 's', cmd_t: 'c', uniq_id: 'u', dev: { ids: 'x' }, ...options };
    talk.say('in', `homeassistant/${component}/${object}/config`, its, true);
    return alarmsOf(talk, 'x');
  };

  test.each([
    ['sensor', { stat_t: 'a/#/b' }, 'state_topic “a/#/b” is no valid topic'],
    ['switch', { cmd_t: 'a/+/set' }, 'command_topic “a/+/set” is no valid topic'],
    ['sensor', { qos: 3 }, 'qos “3” is not known (0, 1, 2)'],
    ['valve', { dev_cla: 'oil' }, 'device_class “oil” is not known (gas, water)'],
    [
      'sensor',
      { stat_cla: 'measured' },
      'state_class “measured” is not known (measurement, measurement_angle, total, total_increasing)',
    ],
    ['select', {}, 'options is missing'],
    ['light', { schema: 'jsn' }, 'schema “jsn” is not known (basic, default, json, template)'],
    ['sensor', { ent_cat: 'config' }, 'entity_category “config” is not known (diagnostic)'],
    ['switch', { ent_cat: 'diag' }, 'entity_category “diag” is not known (config, diagnostic)'],
    ['number', { mode: 'knob' }, 'mode “knob” is not known (auto, box, slider)'],
    ['climate', { temp_unit: 'K' }, 'temperature_unit “K” is not known (C, F)'],
    [
      'vacuum',
      { sup_feat: ['start', 'fly'] },
      'supported_features “fly” is not known (start, stop, pause, return_home, battery, status, locate, clean_spot, fan_speed, send_command)',
    ],
    ['camera', {}, 'topic is missing'],
    ['image', {}, 'image_topic or url_topic is missing'],
    ['humidifier', {}, 'target_humidity_command_topic is missing'],
  ])('%s %j', (component, options, what) => {
    expect(refused(component, options)).toEqual([`a: ${what}: Home Assistant refuses it`]);
  });

  test('names every device class of a sensor', () => {
    const [what] = refused('sensor', { device_class: 'temp' }) ?? [];
    expect(what).toMatch(/device_class “temp” is not known \(absolute_humidity, .* wind_speed\)/);
    expect(what?.split(', ')).toHaveLength(SENSOR_CLASSES.size);
  });

  test.each([
    ['sensor', { ...temperature, unit_of_meas: 'C' }, '°C, °F, K'],
    ['sensor', { dev_cla: 'gas', unit_of_meas: 'm3', stat_cla: 'total' }, 'L, m³, ft³, CCF, MCF'],
    [
      'sensor',
      { dev_cla: 'power_factor', unit_of_meas: 'power_factor' },
      '% or no unit_of_measurement',
    ],
    ['sensor', { dev_cla: 'power_factor', unit_of_meas: 'None' }, '% or no unit_of_measurement'],
    ['sensor', { dev_cla: 'timestamp', unit_of_meas: 's' }, 'no unit_of_measurement'],
  ])('names the units that fit: %s %j', (component, options, fitting) => {
    const { dev_cla = 'temperature', unit_of_meas } = { dev_cla: undefined, ...options };
    expect(refused(component, options)).toEqual([
      `a: unit_of_measurement “${unit_of_meas}” does not fit device_class ${dev_cla} (${fitting}): Home Assistant refuses it`,
    ]);
  });

  test.each([
    [{ ...temperature, stat_cla: 'total_increasing' }, 'temperature (measurement)'],
    [
      { stat_cla: 'measurement', dev_cla: 'energy', unit_of_meas: 'kWh' },
      'energy (total, total_increasing)',
    ],
    [{ dev_cla: 'enum', stat_cla: 'total' }, 'enum (no state_class)'],
  ])('names the state classes that fit: %j', (options, fitting) => {
    expect(refused('sensor', options)).toEqual([
      `a: state_class “${options.stat_cla}” does not fit device_class ${fitting}: Home Assistant logs a warning`,
    ]);
  });

  test.each([
    ['select', { options: ['a', 'b'] }],
    ['sensor', { avty: { t: 'a' }, ent_cat: 'diagnostic' }],
    ['sensor', { dev_cla: 'enum', options: ['a', 'b'] }],
    ['sensor', { ...temperature, stat_cla: 'measurement', qos: 2 }],
    ['sensor', { stat_t: 'a/+/b', val_tpl: "{{ '}}' ~ value }}" }],
    ['sensor', { dev_cla: 'power_factor', unit_of_meas: '%' }],
    ['sensor', { dev_cla: 'power_factor' }],
    ['sensor', { dev_cla: 'Temperature', unit_of_meas: 'K', stat_cla: 'Measurement' }],
    ['sensor', { dev_cla: 'monetary', unit_of_meas: 'EUR', stat_cla: 'total' }],
    ['sensor', { dev_cla: 'data_rate', unit_of_meas: 'Mbit/s' }],
    ['sensor', { dev_cla: 'volume', unit_of_meas: 'fl. oz.' }],
    // The micro sign, and the Greek letter.
    ['sensor', { dev_cla: 'ozone', unit_of_meas: 'µg/m³' }],
    ['sensor', { dev_cla: 'ozone', unit_of_meas: 'μg/m³' }],
    ['sensor', { dev_cla: null, unit_of_meas: null, stat_cla: null }],
    ['light', { schema: 'json', sup_clrm: ['color_temp', 'rgb'] }],
    ['infrared', { schema: 'emitter' }],
    ['update', { dev_cla: 'firmware' }],
    ['device_tracker', { stat_t: undefined, json_attr_t: 'a' }],
    ['image', { url_t: 'b' }],
    ['alarm_control_panel', { sup_feat: ['arm_home', 'trigger'] }],
    ['event', { evt_typ: ['press'], dev_cla: 'button' }],
  ])('%s %j is right', (component, options) => {
    expect(refused(component, options)).toEqual([]);
  });

  test('names a topic with a wrong number of levels', () => {
    const talk = empty();
    for (const topic of ['sensor/a/b/c', 'sensor', 'sensor//x']) {
      const config = { uniq_id: topic, stat_t: 'x', dev: { ids: topic } };
      talk.say('in', `homeassistant/${topic}/config`, config, true);
      const [first] = alarmsOf(talk, topic) ?? [];
      expect(first).toBe(
        `${topic.split('/').at(-1)}: the topic is not homeassistant/{component}/{object_id}/config, with or without a node id before the object id: Home Assistant never receives the message`,
      );
    }
    talk.say('in', 'homeassistant/a/b/c/d/config', 'on', true);
    expect(talk.devices()).toHaveLength(3);
  });

  test('names an id that has a blank', () => {
    expect(refused('sensor', {}, 'living room')).toEqual([
      'living room: “living room” in the topic may have letters, digits, _ and - only: Home Assistant ignores the message',
    ]);
  });
});

test('reports each unknown key of a component, device or origin once', () => {
  const talk = told();
  const all = ['0AFFD2', 'door7'].flatMap((id) => alarmsOf(talk, id));
  // Known names are accepted in short and full form.
  expect(all).toEqual([]);
  talk.say('in', 'homeassistant/device/door/config', {
    dev: { ids: 'door7', colour: 'red' },
    o: { name: 'door-firmware', version: '1' },
    '~': 'door',
    vendor: 'x',
    cmps: {
      contact: { p: 'binary_sensor', uniq_id: 'c', stat_t: '~/c', frc_upd: true },
      battery: { p: 'sensor', uniq_id: 'b', stat_t: '~/b', temp_step: 1, frc_upd: true },
    },
  });
  expect(alarmsOf(talk, 'door7')).toEqual([
    'device: “colour” is not known: Home Assistant refuses the whole message',
    'origin: “version” is not known: Home Assistant refuses the whole message',
    'door: “vendor” is not known: Home Assistant refuses the whole message',
  ]);
});

test.each([
  [{ ids: [], name: 'Box' }, 'neither identifiers nor connections'],
  [{ ids: [null], name: 'Box' }, 'an identifier that is no text'],
  [{ cns: ['mac', '02:5b:26:a8:dc:12'] }, 'no list of pairs'],
  [{ ids: 'x', cu: '192.0.2.1' }, 'configuration_url “192.0.2.1” has no http://'],
  ['Box', 'device is no object'],
])('reports that Home Assistant rejects %j', (dev, what) => {
  const talk = empty();
  const topic = 'homeassistant/sensor/box/config';
  talk.say('in', topic, { dev, uniq_id: 'b', stat_t: 'box' }, true);
  const alarms = talk.devices().flatMap(({ id }) => alarmsOf(talk, id) ?? []);
  expect(alarms.filter((one) => one.includes(what))).toHaveLength(1);
});

test('a missing retain flag is reported only if the broker would keep it', () => {
  const talk = empty();
  const { capture } = talk;
  const stream = capture.openStream(5);
  const packet = (direction: Direction, of: Packet) =>
    capture.packet(stream, direction, talk.time, encode(of, 5));
  const subscribe = (id: number, filter: string, retainAsPublished: boolean) => {
    const one = { filter, qos: 0, noLocal: false, retainAsPublished, retainHandling: 0 } as const;
    const asked = { packetId: id, properties: [] };
    packet('out', { type: 'subscribe', ...asked, subscriptions: [one] });
    packet('in', { type: 'suback', ...asked, reasonCodes: [0] });
  };
  const config = (object: string, retain: boolean) => {
    const topic = `homeassistant/sensor/${object}/config`;
    const payload = payloadOf({ stat_t: 'a', uniq_id: object, dev: { ids: object } });
    const qos = { qos: 0, dup: false } as const;
    packet('in', { type: 'publish', ...qos, retain, topic, payload, properties: [] });
    return [alarmsOf(talk, object)?.length, talk.device(ID, object)?.mayBeUnkept];
  };
  subscribe(1, '#', false);
  expect(config('a', false)).toEqual([0, true]);
  expect(config('a', true)).toEqual([0, false]);
  subscribe(2, '#', true);
  expect(config('b', false)).toEqual([1, false]);
  expect(config('b', true)).toEqual([0, false]);
  // Either subscription may have delivered it.
  subscribe(3, 'homeassistant/#', false);
  expect(config('c', false)).toEqual([0, true]);
});

test('silent topics are reported after a while, and a silent device once', () => {
  const talk = empty();
  const at = (object: string) => `homeassistant/sensor/${object}/config`;
  const dev = { ids: 'x', name: 'Attic' };
  talk.say('in', at('a'), { stat_t: 'attic/a', avty_t: 'attic/here', uniq_id: 'a', dev }, true);
  talk.say('in', at('b'), { stat_t: 'attic/b', avty_t: 'attic/here', uniq_id: 'b', dev }, true);
  talk.say('in', 'homeassistant/tag/c/config', { topic: 'attic/c', device: dev }, true);
  expect(alarmsOf(talk, 'x')).toEqual([]);
  talk.time += 31_000_000;
  const left = 'Nothing has come on any topic that its discovery names: it may be left over';
  expect(alarmsOf(talk, 'x')).toEqual([left]);
  const announced = (show: 'all' | 'silent' | 'orphan', heard?: readonly string[]) => {
    const request = { first: 0, count: 10, show, search: '', heard };
    talk.time += 1_000_000;
    return talk.capture
      .window({ announced: request }, talk.time)
      .announced?.rows.map(({ topic, topics, silent }) => [topic, topics, silent]);
  };
  expect(announced('orphan')).toEqual([
    ['homeassistant/sensor/a/config', 2, ['attic/a', 'attic/here']],
    ['homeassistant/sensor/b/config', 2, ['attic/b', 'attic/here']],
    ['homeassistant/tag/c/config', 1, []],
  ]);
  // A subscriber to discovery topics only cannot know this.
  expect(announced('silent', ['homeassistant/#'])).toEqual([]);
  talk.say('in', 'attic/here', 'online', true);
  talk.say('in', 'attic/a', '20');
  expect(alarmsOf(talk, 'x')).toEqual(['Nothing has come on attic/b']);
  expect(announced('orphan')).toEqual([]);
  expect(announced('silent')).toEqual([['homeassistant/sensor/b/config', 2, ['attic/b']]]);
  talk.say('in', at('b'), '');
  expect(alarmsOf(talk, 'x')).toEqual([]);
  expect(announced('all')?.map(([topic]) => topic)).not.toContain(at('b'));
});

test('a client’s own announcements are not compared with received messages', () => {
  const talk = empty();
  const config = { stat_t: 'attic/a', uniq_id: 'a', dev: { ids: 'x' } };
  talk.say('out', 'homeassistant/sensor/a/config', config, true);
  talk.time += 31_000_000;
  expect(alarmsOf(talk, 'x')).toEqual([]);
});

test('reads paths from templates, and shows the whole payload for other templates', () => {
  expect(placeIn(undefined)).toEqual({ path: [], isPlain: true });
  expect(placeIn('{{ value }}')).toEqual({ path: [], isPlain: true });
  expect(placeIn('{{ value_json.a.b }}')).toEqual({ path: ['a', 'b'], isPlain: true });
  expect(placeIn(`{{value_json.a['b c'][0]["d"]|float(0)}}`)).toEqual({
    path: ['a', 'b c', 0, 'd'],
    isPlain: false,
  });
  for (const other of ['{{ value_json.a + 1 }}', '{% if x %}1{% endif %}', '{{ value_json.t }'])
    expect(placeIn(other)).toEqual({ path: [], isPlain: false });
});

test('each abbreviation has one full name', () => {
  for (const [short, long] of ENTITY_NAMES) {
    expect(short).toMatch(/^[a-z_]+$/);
    expect(long).toMatch(/^[a-z_]+$/);
  }
  expect(ENTITY_NAMES.get('stat_t')).toBe('state_topic');
});

test('accepts any payload', () => {
  const name = fc.constantFrom(
    'dev',
    'device',
    'ids',
    'cmps',
    'avty',
    'p',
    'stat_t',
    '~',
    'val_tpl',
  );
  const payload = fc.oneof(
    fc.json(),
    fc.dictionary(name, fc.oneof(fc.jsonValue(), fc.dictionary(name, fc.jsonValue()))),
  );
  const topic = fc.constantFrom(
    'homeassistant/sensor/a/config',
    'homeassistant/device/a/config',
    'homeassistant/status',
  );
  fc.assert(
    fc.property(fc.array(fc.tuple(topic, payload), { maxLength: 10 }), (messages) => {
      const talk = empty();
      for (const [at, said] of messages) talk.say('in', at, said);
      for (const { id } of talk.devices()) expect(talk.device(ID, id)).toBeDefined();
    }),
    { numRuns: tries(150, 20) },
  );
});
