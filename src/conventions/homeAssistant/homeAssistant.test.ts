import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Lazy } from '../../base/lazy.ts';
import { tries } from '../../base/runs.testkit.ts';
import type { Direction } from '../../engine/log/columns/direction.ts';
import { encode } from '../../mqtt/codec/encode.ts';
import type { Packet } from '../../mqtt/tables/packet.ts';
import { payloadOf, Talk } from '../files/talk.testkit.ts';
import { ENTITY_NAMES } from './abbreviations.ts';
import { homeAssistantBy } from './convention.ts';
import { HOME_ASSISTANT } from './homeAssistant.testkit.ts';
import { homeAssistant } from './homeAssistant.ts';
import { pathOf } from './valuePlace.ts';

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
  const temperature = { times: [5_000, 10_000], values: [21.5, 22] };
  expect(trends()).toEqual([temperature, { times: [6_000], values: [0] }]);
  talk.say('in', 'garden/1/pump', 'ON');
  const pump = { times: [6_000, 12_000], values: [0, 1] };
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
    'a is not retained: it is gone when Home Assistant starts again',
    'unique_id “u” is that of another sensor, in homeassistant/sensor/a/config',
    'c: command_topic is missing',
    'd: unique_id is missing: Home Assistant cannot put the entity to its device',
    'd: “unit_of_measurment” is not known: is unit_of_measurement meant?',
    'd: “extra” is not known: Home Assistant ignores it',
  ]);
  talk.say('in', config('sensor', 'e'), '{"stat_t":');
  expect(alarmsOf(talk, 'e')).toEqual(['e: this is no JSON object']);
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
  expect(alarmsOf(talk, 'door')).toEqual(['door: origin is missing', 'a: platform is missing']);
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
    'platform “sensr” is not known',
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
    'a: component “constructor” is not known: Home Assistant ignores the message',
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
    ['sensor', { qos: 3 }, 'qos 3 is none'],
    ['number', { min: 10, max: 5 }, 'min 10 is above max 5'],
    ['climate', { min_temp: 30, max_temp: 7 }, 'min_temp 30 is above max_temp 7'],
    ['sensor', { device_class: 'temp' }, 'device_class “temp” is not known'],
    ['sensor', { stat_cla: 'measured' }, 'state_class “measured” is not known'],
    ['select', {}, 'options is missing'],
    ['light', { schema: 'jsn' }, 'schema “jsn” is not known'],
    ['sensor', { val_tpl: '{{ value_json.t' }, 'value_template has an unclosed {{'],
    ['sensor', { options: ['a'] }, 'options needs device_class enum'],
    [
      'sensor',
      { options: ['a'], dev_cla: 'enum', stat_cla: 'measurement' },
      'options excludes state_class',
    ],
    ['sensor', { ops: [], dev_cla: 'enum' }, 'options is empty'],
    [
      'sensor',
      { lrst_val_tpl: '{{ 0 }}', stat_cla: 'measurement' },
      'last_reset_value_template needs state_class total',
    ],
    ['sensor', { exp_aft: 'abc' }, 'expire_after abc is no number from 0'],
    ['sensor', { ent_cat: 'config' }, 'a sensor cannot have entity_category config'],
    ['switch', { ent_cat: 'diag' }, 'entity_category “diag” is not known'],
    ['number', { min: 1, max: 1 }, 'min and max are both 1'],
    ['number', { step: 0 }, 'step 0 is below 0.001'],
    ['number', { mode: 'knob' }, 'mode “knob” is not known (auto, box, slider)'],
    ['text', { max: 300 }, 'max 300 is above 255'],
    [
      'sensor',
      { avty: [{ t: 'a' }], avty_t: 'b' },
      'availability and availability_topic exclude each other',
    ],
    ['sensor', { avty: [{ pl_avail: 'on' }] }, 'an entry of availability has no topic'],
    ['cover', { set_pos_t: 's' }, 'set_position_topic needs position_topic'],
    ['image', { img_t: 'a', url_t: 'b' }, 'image_topic and url_topic exclude each other'],
    ['camera', {}, 'topic is missing'],
    ['text', { ptrn: '([' }, 'pattern “([” is no regular expression'],
    ['lock', { cod_form: '*x' }, 'code_format “*x” is no regular expression'],
    ['sensor', { ic: 'lamp' }, 'icon “lamp” has no prefix such as mdi:'],
  ])('%s %j', (component, options, what) => {
    expect(refused(component, options)).toEqual([`a: ${what}: Home Assistant refuses it`]);
  });

  test.each([
    ['{% if value %}1', 'has {% if %} without {% endif %}'],
    ['{% for a in b %}{% endif %}', 'has {% endif %} without {% if %}'],
    ['{% endfor %}', 'has {% endfor %} without {% for %}'],
    ['{% else %}', 'has {% else %} without {% if %}'],
    ['{% raw %}{{ value }}', 'has an unclosed {% raw %}'],
    ['{# note', 'has an unclosed {#'],
    ...[
      '{{}}',
      '{{ value_json..t }}',
      '{{ value_json.t }',
      '{{ value_json["t }}',
      '{{ value | round(1 }}',
      '{{ value if }}',
      '{{ 1 + }}',
      '{{ value_json.a b }}',
      '{{ value | }}',
      '{{ {"a" 1} }}',
      '{{ value && 1 }}',
      '{% set x = %}',
      '{% iff value %}',
      '{{ value is }}',
    ].map((text) => [text, `has no valid template at “${text}”`]),
  ])('a template %s', (template, what) => {
    const found = refused('sensor', { val_tpl: template });
    expect(found).toEqual([`a: value_template ${what}: Home Assistant refuses it`]);
  });

  test.each([
    '{% raw %}{{{% endraw %}',
    '{{ value_json["a-b"] | float(0) | round(1) }}',
    '{{ value_json.a if value_json.a is defined else this.state }}',
    '{% if value == "}}" %}ON{% elif value is not none %}x{% else %}OFF{% endif %}',
    '{%- set x = value|int -%}{{ x * 2 }}',
    '{% set x %}a{% endset %}{{ x }}',
    '{% for k, v in value_json.items() if v %}{{ k ~ ":" ~ v }}{% else %}-{% endfor %}',
    '{{ {"a": {"b": -1}}["a"]["b"] }}',
    '{{ value_json.arr[0:2] + value_json.arr[-1:] + [] }}',
    '{{ value is divisibleby 3 and value not in [1, 2] }}',
    '{{ iif(value == "1", "ON", off=false) }}',
    '{{ value_json.in.if }}{{ 0x1f // 2 ** 3 }}{{ "a" "b" }}',
    '{% macro f(x, y=1) %}{{ x }}{% endmacro %}{{ f(*[1]) }}',
    'plain } text',
  ])('is not found in the template %s', (template) => {
    expect(refused('sensor', { val_tpl: template })).toEqual([]);
  });

  test('is not found in correct messages', () => {
    expect(refused('text', { ptrn: '(?P<a>x)(?i)y', ic: 'mdi:lamp' })).toEqual([]);
    expect(refused('select', { options: 'one' })).toEqual([]);
    expect(refused('sensor', { exp_aft: '60', avty: { t: 'a' }, ent_cat: 'diagnostic' })).toEqual(
      [],
    );
    expect(refused('sensor', { dev_cla: 'enum', options: ['a', 'b'] })).toEqual([]);
    expect(refused('cover', { pos_t: 'p', set_pos_t: 's' })).toEqual([]);
    expect(refused('sensor', { ...temperature, stat_cla: 'measurement', qos: 2 })).toEqual([]);
    expect(refused('sensor', { stat_t: 'a/+/b', val_tpl: "{{ '}}' ~ value }}" })).toEqual([]);
    expect(refused('select', { options: ['a', 'b'] })).toEqual([]);
    expect(refused('light', { schema: 'json' })).toEqual([]);
    expect(refused('number', { min: -5, max: 5 })).toEqual([]);
  });

  test('names a state class that does not fit', () => {
    const found = refused('sensor', { ...temperature, stat_cla: 'total_increasing' });
    expect(found).toEqual([
      'a: state_class total_increasing does not fit device_class temperature: it has to be measurement',
    ]);
    expect(refused('sensor', { dev_cla: 'gas', unit_of_meas: 'm3', stat_cla: 'total' })).toEqual([
      'a: unit_of_measurement “m3” does not fit device_class gas: L, m³, ft³, CCF, MCF do',
    ]);
    expect(refused('infrared', { schema: 'emitter', cmd_t: 'ir' })).toEqual([]);
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

  test('names the units of a class, and an id that has a blank', () => {
    expect(refused('sensor', { ...temperature, unit_of_meas: 'C' })).toEqual([
      'a: unit_of_measurement “C” does not fit device_class temperature: °C, °F, K do',
    ]);
    expect(refused('sensor', { dev_cla: 'distance', unit_of_meas: 'meter' })).toEqual([
      'a: unit_of_measurement “meter” does not fit device_class distance: mm, cm, m, km, in, ft, yd, mi, nmi do',
    ]);
    for (const [dev_cla, unit_of_meas] of [
      ['data_rate', 'Mbit/s'],
      ['speed', 'km/h'],
      ['volume_flow_rate', 'L/min'],
      ['ozone', 'µg/m³'],
    ] as const) {
      expect(refused('sensor', { dev_cla, unit_of_meas })).toEqual([]);
    }
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
  expect(pathOf('{{ value_json.a }}')).toEqual(['a']);
  expect(pathOf(`{{value_json.a['b c'][0]["d"]|float(0)}}`)).toEqual(['a', 'b c', 0, 'd']);
  for (const other of [
    '{{ value }}',
    '{{ value_json.a + 1 }}',
    '{% if x %}1{% endif %}',
    undefined,
  ])
    expect(pathOf(other)).toEqual([]);
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

describe('options that the schemas of components exclude or need', () => {
  const alarms = (component: string, options: object): readonly unknown[] => {
    const talk = empty();
    const config = { uniq_id: 'u', dev: { ids: 'x' }, ...options };
    talk.say('in', `homeassistant/${component}/o/config`, config, true);
    return (alarmsOf(talk, 'x') ?? []).map((what) => String(what).replace(/^o: /, ''));
  };
  const no = 'Home Assistant refuses it';

  test.each([
    ['climate', { temp_unit: 'K' }, `temperature_unit “K” is not known (C, F): ${no}`],
    ['climate', { pr_modes: ['eco'] }, `preset_modes needs preset_mode_command_topic: ${no}`],
    [
      'fan',
      { cmd_t: 'c', pr_mode_cmd_t: 'p' },
      `preset_mode_command_topic needs preset_modes: ${no}`,
    ],
    ['climate', { pr_modes: ['none'], pr_mode_cmd_t: 'p' }, `preset_modes contains none: ${no}`],
    ['alarm_control_panel', { cmd_t: 'c' }, `state_topic is missing: ${no}`],
    ['device_tracker', {}, `state_topic or json_attributes_topic is missing: ${no}`],
    [
      'fan',
      { cmd_t: 'c', spd_rng_min: 10, spd_rng_max: 5 },
      `speed_range_min 10 is not below 5: ${no}`,
    ],
    ['humidifier', { cmd_t: 'c' }, `target_humidity_command_topic is missing: ${no}`],
    ['vacuum', { sup_feat: ['start', 'fly'] }, `“fly” in supported_features is not known: ${no}`],
    ['valve', { pos: true, stat_open: 'up' }, `reports_position excludes state_open: ${no}`],
    ['valve', { dev_cla: 'oil' }, `device_class “oil” is not known: ${no}`],
    [
      'light',
      { cmd_t: 'c', schema: 'json', sup_clrm: ['rgb', 'onoff'] },
      `onoff in supported_color_modes excludes other modes: ${no}`,
    ],
    [
      'light',
      { cmd_t: 'c', on_cmd_type: 'never' },
      `on_command_type “never” is not known (last, first, brightness): ${no}`,
    ],
    ['text', { cmd_t: 'c', min: -1 }, `min -1 is below 0: ${no}`],
    [
      'sensor',
      { stat_t: 's', dev_cla: 'energy', stat_cla: 'measurement', unit_of_meas: 'kWh' },
      'state_class measurement does not fit device_class energy: it has to be total',
    ],
  ])('%s %j', (component, options, what) => {
    expect(alarms(component, options)).toEqual([what]);
  });

  test.each([
    ['climate', { temp_unit: 'F', pr_modes: ['eco'], pr_mode_cmd_t: 'p' }],
    ['alarm_control_panel', { cmd_t: 'c', stat_t: 's', sup_feat: ['arm_home', 'trigger'] }],
    ['device_tracker', { json_attr_t: 'a' }],
    ['fan', { cmd_t: 'c', spd_rng_min: 1, spd_rng_max: 10, pr_modes: ['a'], pr_mode_cmd_t: 'p' }],
    [
      'humidifier',
      { cmd_t: 'c', hum_cmd_t: 'h', dev_cla: 'dehumidifier', min_hum: 30, max_hum: 80 },
    ],
    ['vacuum', { sup_feat: ['start', 'return_home'] }],
    ['valve', { pos: true, dev_cla: 'water' }],
    ['light', { cmd_t: 'c', schema: 'json', sup_clrm: ['color_temp', 'rgb'] }],
    ['light', { cmd_t: 'c', schema: 'json', sup_clrm: ['brightness'] }],
    ['update', { dev_cla: 'firmware' }],
    ['event', { stat_t: 's', evt_typ: ['press'], dev_cla: 'button' }],
  ])('%s %j is right', (component, options) => {
    expect(alarms(component, options)).toEqual([]);
  });
});
