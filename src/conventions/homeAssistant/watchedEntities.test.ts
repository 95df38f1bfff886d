/** Tests messages that do not fit the discovery of their topics, and those that do. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Lazy } from '../../base/lazy.ts';
import { tries } from '../../base/runs.testkit.ts';
import { Talk } from '../files/talk.testkit.ts';
import { homeAssistantBy } from './convention.ts';
import { homeAssistant } from './homeAssistant.ts';
import { neededPath } from './valuePlace.ts';

type Payload = string | object | Uint8Array;

/** µs; after it, silence and missing keys are reported. */
const PATIENCE = 31_000_000;

class House {
  readonly talk = new Talk(homeAssistantBy(Lazy.of(homeAssistant)));

  /** Announces an entity of the device x with the state topic `s`. */
  announce(component: string, options: object, object = 'a'): this {
    const config = { stat_t: 's', uniq_id: object, dev: { ids: 'x' }, name: object, ...options };
    const needs = component === 'sensor' ? {} : { cmd_t: 'c' };
    const topic = `homeassistant/${component}/${object}/config`;
    this.talk.say('in', topic, { ...needs, ...config }, true);
    return this;
  }

  say(payload: Payload, topic = 's', isRetained = false): this {
    this.talk.say('in', topic, payload, isRetained);
    return this;
  }

  get alarms(): readonly string[] {
    const alarms = this.talk.device('home-assistant', 'x')?.alarms ?? [];
    return alarms.map(({ what }) => (typeof what === 'string' ? what : what.en));
  }

  get row() {
    const [row] = this.talk.device('home-assistant', 'x')?.parts.rows ?? [];
    return [row?.value, typeof row?.remark === 'object' ? row.remark.en : undefined];
  }

  /** Problems of a rule by packet, at the end of the capture. */
  problems(rule: string): readonly string[] {
    this.talk.capture.end(this.talk.time);
    return this.#listed(`home-assistant-${rule}`, this.talk.time);
  }

  #listed(rule: string, now: number): readonly string[] {
    const problems = { rule, first: 0, count: 1_000 };
    const { rows } = this.talk.capture.window({ problems }, now).problems ?? {};
    return (rows?.rows ?? []).map(({ packet, severity, finding }) => {
      const text = finding.key === 'of-convention' ? finding.args.found.args['en'] : '';
      return `${packet} ${severity} ${text}`;
    });
  }

  /** Problems of a rule after some time, while messages may still come. */
  listed(rule: string, waited: number): readonly string[] {
    return this.#listed(`home-assistant-${rule}`, this.talk.time + waited);
  }
}

const ignored = (component: string, options: object, ...payloads: readonly Payload[]) => {
  const house = new House().announce(component, options);
  for (const payload of payloads) house.say(payload);
  return house.problems('payload');
};

describe('a state', () => {
  test.each([
    ['binary_sensor', {}, 'False', 'False', '“ON” and “OFF”'],
    ['binary_sensor', {}, 'on', 'on', '“ON” and “OFF”'],
    ['binary_sensor', {}, 'ON\n', 'ON\n', '“ON” and “OFF”'],
    ['binary_sensor', { pl_on: 'open' }, 'ON', 'ON', '“open” and “OFF”'],
    ['switch', { stat_on: 'an', pl_on: '1' }, '1', '1', '“an” and “OFF”'],
    ['switch', {}, { state: 'ON' }, '{"state":"ON"}', '“ON” and “OFF”'],
    ['light', { stat_val_tpl: '{{ value_json.a }}' }, { a: 'yes' }, 'yes', '“ON” and “OFF”'],
    ['light', { schema: 'json' }, { state: 'on' }, 'on', '“ON” and “OFF”'],
    ['fan', {}, '1', '1', '“ON” and “OFF”'],
    ['humidifier', { target_humidity_command_topic: 'h' }, 'true', 'true', '“ON” and “OFF”'],
    ['siren', {}, 'loud', 'loud', '“ON” and “OFF”'],
    ['select', { ops: ['eco', 'boost'] }, 'Eco', 'Eco', '“eco” and “boost”'],
    ['sensor', { dev_cla: 'enum', ops: ['a', 'b'] }, 'c', 'c', '“a” and “b”'],
    // A template writes JSON's true as True.
    [
      'binary_sensor',
      { pl_on: 'true', pl_off: 'false', val_tpl: '{{ value_json.m }}' },
      { m: true },
      'True',
      '“true” and “false”',
    ],
    ['cover', {}, 'OPEN', 'OPEN', '“open”, “opening”, “closed”, “closing” and “stopped”'],
  ])('%s %j: %j is reported', (component, options, payload, shown, words) => {
    expect(ignored(component, options, payload)).toEqual([
      `2 warn a: the state “${shown}” on s is none of ${words}: Home Assistant ignores it`,
    ]);
  });

  test.each([
    ['binary_sensor', {}, ['ON', 'OFF', 'None', '', ' ', 'null']],
    ['binary_sensor', { pl_on: true, pl_off: false, val_tpl: '{{ value_json.m }}' }, [{ m: true }]],
    ['binary_sensor', { pl_on: 1, pl_off: 0, val_tpl: '{{ value_json.m }}' }, [{ m: 1 }, { m: 0 }]],
    ['binary_sensor', { pl_on: '1.0', val_tpl: '{{ value_json.m }}' }, ['{"m":1.0}']],
    ['binary_sensor', { val_tpl: '{{ value_json.m }}' }, [{ m: null }, { m: ' ON ' }, { n: 'x' }]],
    ['binary_sensor', { val_tpl: '{{ value }}' }, ['ON\n']],
    ['binary_sensor', { val_tpl: '{{ value | upper }}' }, ['on']],
    ['binary_sensor', { val_tpl: "{{ 'ON' if value == '1' else 'OFF' }}" }, ['1']],
    ['binary_sensor', { val_tpl: '{{ value_json.m }}' }, ['ON', 'yes']],
    ['binary_sensor', { e: '' }, ['yes']],
    ['binary_sensor', { e: 'utf-8' }, ['ON']],
    ['binary_sensor', {}, [Uint8Array.of(0xff, 0)]],
    ['switch', { stat_on: 'an', stat_off: 'aus', pl_on: '1' }, ['an', 'aus']],
    ['switch', { pl_on: '1', pl_off: '0', stat_on: '' }, ['1', '0']],
    // The topic has the commands, too.
    ['switch', { stat_on: 'an', cmd_t: 's' }, ['ON', 'TOGGLE']],
    ['switch', { stat_t: undefined }, ['yes']],
    ['light', { schema: 'json' }, [{ state: 'ON' }, { brightness: 3 }, { state: null }, 'ON']],
    ['light', { schema: 'template', stat_tpl: '{{ value }}' }, ['yes']],
    ['light', { val_tpl: '{{ value }}' }, ['yes']],
    ['lock', {}, ['LOCKED', 'UNLOCKING', 'JAMMED', 'None']],
    ['lock', { pl_rst: 'lost', stat_locked: 'zu' }, ['lost', 'zu']],
    ['cover', {}, ['open', 'opening', 'closed', 'closing', 'stopped']],
    ['alarm_control_panel', {}, ['armed_home', 'triggered']],
    ['siren', {}, ['ON', { state: 'ON', tone: 'loud' }, {}]],
    ['select', { ops: ['eco'] }, ['eco', 'none', 'None']],
    ['select', { ops: [1, 2] }, ['1']],
    ['sensor', { dev_cla: 'enum' }, ['anything']],
    ['sensor', { dev_cla: 'enum', ops: ['a'] }, ['a', 'None']],
    ['device_tracker', { pl_home: 'in' }, ['garden', 'in']],
    ['button', {}, ['pressed']],
    ['update', {}, ['1.2', { installed_version: '1' }]],
    ['text', {}, ['any']],
    ['valve', {}, [{ state: 'open', position: 4 }]],
    ['climate', {}, ['heat']],
    ['sensr', {}, ['any']],
  ])('%s %j: %j is accepted', (component, options, payloads) => {
    expect(ignored(component, options, ...payloads)).toEqual([]);
  });

  test('lists some of many words', () => {
    const ops = Array.from({ length: 20 }, (_, at) => `o${at}`);
    expect(ignored('select', { ops }, 'x')).toEqual([
      '2 warn a: the state “x” on s is none of “o0”, “o1”, “o2”, “o3”, “o4”, “o5”, “o6”, “o7”…: Home Assistant ignores it',
    ]);
  });

  test('is reported once, and is an alarm and beside its value until one fits', () => {
    const house = new House().announce('switch', {});
    house.say('on', 's', true).say('off');
    expect(house.alarms).toEqual([expect.stringContaining('the state “off” on s is none of')]);
    expect(house.row).toEqual(['off', 'none of “ON” and “OFF”']);
    house.say('ON');
    expect(house.alarms).toEqual([]);
    expect(house.row).toEqual(['ON', undefined]);
    house.say('x').announce('switch', {}).say('y');
    expect(house.problems('payload')).toHaveLength(1);
  });

  test('may be for another entity on the topic', () => {
    const house = new House();
    house
      .announce('binary_sensor', { pl_on: 'A1' })
      .announce('binary_sensor', { pl_on: 'B2' }, 'b');
    house.say('A1').say('B2');
    expect(house.problems('payload')).toEqual([]);
    house.say('C3');
    expect(house.problems('payload')).toHaveLength(2);
  });

  test('is found in a message before the discovery', () => {
    const house = new House().say('yes', 's', true).announce('switch', {});
    expect(house.problems('payload')).toEqual([
      expect.stringMatching(/^1 warn a: the state “yes”/),
    ]);
  });

  test('of a device message is judged by the words of its component', () => {
    const house = new House();
    const cmps = {
      a: { p: 'switch', uniq_id: 'a', cmd_t: 'c', pl_on: 'an' },
      b: { p: 'sensor', uniq_id: 'b' },
    };
    const message = { '~': 'base', dev: { ids: 'x' }, o: { name: 'o' }, stat_t: '~/s', cmps };
    house.say(message, 'homeassistant/device/x/config', true).say('ON', 'base/s');
    expect(house.problems('payload')).toEqual([
      expect.stringContaining('a: the state “ON” on base/s'),
    ]);
  });
});

describe('availability', () => {
  const found = (options: object, ...messages: readonly (readonly [string, Payload])[]) => {
    const house = new House().announce('sensor', options);
    for (const [topic, payload] of messages) house.say(payload, topic);
    return house.problems('availability');
  };
  const not = (text: string) => `2 note The availability ${text}: Home Assistant ignores it`;

  test.each([
    [{ avty_t: 'l' }, 'Online', '“Online” on l is not “online”'],
    [{ avty_t: 'l' }, '1', '“1” on l is none of “online” and “offline”'],
    [{ avty_t: 'l', pl_avail: 'up' }, 'online', '“online” on l is none of “up” and “offline”'],
    [
      { avty: { t: 'l' } },
      { state: 'online' },
      '“{"state":"online"}” on l is none of “online” and “offline”',
    ],
    [
      { avty: [{ t: 'm' }, { t: 'l' }], avty_mode: 'any' },
      'Offline',
      '“Offline” on l is not “offline”',
    ],
    // Words of the entity are not those of a list.
    [{ avty: [{ t: 'l' }], pl_avail: 'up' }, 'up', '“up” on l is none of “online” and “offline”'],
    [
      { avty_t: 'l', avty_tpl: '{{ value_json.s }}' },
      { s: 'up' },
      '“up” on l is none of “online” and “offline”',
    ],
  ])('%j: %j is reported', (options, payload, text) => {
    expect(found(options, ['l', payload])).toEqual([not(text)]);
  });

  test.each([
    [{ avty_t: 'l' }, ['online', 'offline', '', 'None']],
    [{ avty_t: 'l', pl_avail: 'Online', pl_not_avail: 'Offline' }, ['Online', 'Offline']],
    [{ avty: [{ t: 'l', pl_avail: 'up', pl_not_avail: 'down' }] }, ['up', 'down']],
    [{ avty: [{ t: 'l' }, { t: 'l', pl_avail: 'up' }] }, ['up']],
    [{ avty_t: 'l', avty_tpl: '{{ value_json.s }}' }, [{ s: 'online' }, 'online', { t: 1 }]],
    [{ avty_t: 'l', avty_tpl: '{{ value | lower }}' }, ['ONLINE']],
    [{ avty_t: 'l', avty_tpl: "{{ 'online' if value_json.up else 'offline' }}" }, [{ up: 1 }]],
    [{ avty_t: 'l', pl_avail: true, avty_tpl: '{{ value_json.s }}' }, [{ s: true }]],
    [{ avty_t: 'l', e: 'latin1' }, ['up']],
  ])('%j: %j is accepted', (options, payloads) => {
    const messages = payloads.map((payload) => ['l', payload] as const);
    expect(found(options, ...messages)).toEqual([]);
  });

  test('of many entities is reported once, and is an alarm of the device until it fits', () => {
    const house = new House();
    for (const name of ['a', 'b', 'c'])
      house.announce('sensor', { avty_t: 'l', stat_t: name }, name);
    house.say('Online', 'l');
    expect(house.alarms).toEqual([expect.stringContaining('The availability “Online” on l')]);
    house.announce('sensor', { avty_t: 'l' });
    expect(house.problems('availability')).toHaveLength(1);
    house.say('online', 'l');
    expect(house.alarms).toEqual([]);
  });
});

describe('a key of a template', () => {
  const missing = (options: object, ...payloads: readonly Payload[]) => {
    const house = new House().announce('sensor', options);
    for (const payload of payloads) house.say(payload);
    return house.problems('key');
  };
  const TEMPLATE = { val_tpl: '{{ value_json.state }}' };

  test.each([
    [TEMPLATE, { other: 1 }, 's has no key “state”, which value_template needs'],
    [TEMPLATE, 'online', 's is no JSON, but value_template needs its key “state”'],
    [TEMPLATE, '5', 's has no key “state”, which value_template needs'],
    [
      { val_tpl: "{{ value_json.a['b c'][0] | float | round(1) }}" },
      { a: { b: 1 } },
      's has no key “a.b c[0]”, which value_template needs',
    ],
  ])('%j: %j is reported', (options, payload, text) => {
    expect(missing(options, payload)).toEqual([`2 note a: what came on ${text}`]);
  });

  test.each([
    [TEMPLATE, [{ state: 1 }]],
    [TEMPLATE, [{ state: null }]],
    [TEMPLATE, [{ other: 1 }, { state: 1 }, { other: 1 }, 'online']],
    [TEMPLATE, [{}]],
    [TEMPLATE, ['']],
    [TEMPLATE, []],
    [{ val_tpl: '{{ value_json.a.b }}' }, [{ a: null }]],
    [{ val_tpl: '{{ value }}' }, ['online']],
    [{ val_tpl: '{{ value_json.state | default(0) }}' }, [{ other: 1 }]],
    [{ val_tpl: '{{ value_json.state | float(0) }}' }, [{ other: 1 }]],
    [{ val_tpl: '{{ value_json.state | round(1, default=0) }}' }, [{ other: 1 }]],
    [{ val_tpl: '{{ value_json.state | is_defined }}' }, [{ other: 1 }]],
    [{ val_tpl: '{{ value_json.state | float | default(0) }}' }, [{ other: 1 }]],
    [{ val_tpl: '{{ value_json.state + 1 }}' }, [{ other: 1 }]],
    [{ ...TEMPLATE, e: '' }, [Uint8Array.of(0xff)]],
  ])('%j: %j is accepted', (options, payloads) => {
    expect(missing(options, ...payloads)).toEqual([]);
  });

  test('is not needed where Home Assistant takes the text itself', () => {
    const house = new House().announce('binary_sensor', TEMPLATE);
    house.say('ON');
    expect(house.problems('key')).toEqual([]);
    const other = new House().announce('binary_sensor', TEMPLATE).say('yes');
    expect(other.problems('key')).toHaveLength(1);
  });

  test('is reported after a while, unless it came', () => {
    const house = new House().announce('sensor', TEMPLATE).say({ other: 1 });
    expect(house.listed('key', 1_000)).toEqual([]);
    expect(house.listed('key', PATIENCE)).toHaveLength(1);
    const other = new House().announce('sensor', TEMPLATE).say({ other: 1 }).say({ state: 1 });
    expect(other.listed('key', PATIENCE)).toEqual([]);
    expect(other.problems('key')).toEqual([]);
  });

  test('that came is remembered when the discovery is repeated', () => {
    const house = new House().announce('sensor', TEMPLATE).say({ state: 1 }).say({ other: 1 });
    house.announce('sensor', TEMPLATE).say({ other: 1 });
    expect(house.problems('key')).toEqual([]);
    expect(house.row).toEqual([undefined, undefined]);
  });

  test('is reported once, also when the discovery is repeated and after Clear is undone', () => {
    const house = new House().announce('sensor', TEMPLATE).say({ other: 1 });
    expect(house.problems('key')).toHaveLength(1);
    house.announce('sensor', TEMPLATE).say({ other: 1 });
    expect(house.problems('key')).toHaveLength(1);
    house.talk.capture.clear();
    house.talk.capture.restore();
    expect(house.problems('key')).toHaveLength(1);
  });

  test('stands beside the entity with the time of the message', () => {
    const house = new House().announce('sensor', TEMPLATE).say('online');
    expect(house.row).toEqual([undefined, 'is no JSON']);
    house.say({ other: 1 });
    expect(house.row).toEqual([undefined, 'has no key “state”']);
    const [row] = house.talk.device('home-assistant', 'x')?.parts.rows ?? [];
    expect([row?.time, row?.packet]).toEqual([3_000, 3]);
    house.say({ state: 4 });
    expect(house.row).toEqual(['4', undefined]);
    expect(house.alarms).toEqual([]);
  });

  test('is needed by availability, too; Home Assistant takes the text itself if it is no JSON', () => {
    const house = new House();
    const of = (topic: string) => ({ avty_t: topic, avty_tpl: '{{ value_json.s }}', stat_t: 'x' });
    for (const topic of ['k', 'l', 'm']) house.announce('sensor', of(topic), topic);
    house.say({ t: 1 }, 'k').say('online', 'l').say('up', 'm');
    expect(house.problems('key')).toEqual([
      '4 note What came on k has no key “s”, which availability_template needs',
      '6 note What came on m is no JSON, but availability_template needs its key “s”',
    ]);
  });

  test('is never reported of a topic that had it, whatever else came', () => {
    const other = fc.oneof(fc.json(), fc.string(), fc.constant('{"other":1}'));
    fc.assert(
      fc.property(fc.array(other), fc.array(other), (before, after) => {
        expect(missing(TEMPLATE, ...before, { state: 1 }, ...after)).toEqual([]);
      }),
      { numRuns: tries(100, 20) },
    );
  });
});

test.each([
  ['round', true],
  ['round(2)', true],
  ["round(2, 'floor')", true],
  ['int', true],
  ['float()', true],
  ['upper', true],
  ['trim', true],
  ["round(2, 'floor', 0)", false],
  ['int(0)', false],
  ['float(none)', false],
  ['lower(1)', false],
  ['abs', false],
])('a template with the filter %s needs its key: %s', (filter, isNeeded) => {
  expect(neededPath(`{{ value_json.a | ${filter} }}`)).toEqual(isNeeded ? ['a'] : []);
});

describe('~ that the configuration does not have', () => {
  const found = (options: object) =>
    new House()
      .announce('sensor', options)
      .problems('discovery')
      .map((text) => text.slice(0, 70));

  test('is reported for each topic, and the device is not left over', () => {
    const house = new House();
    house.announce('sensor', { stat_t: '~/state', avty: [{ t: 'x/~' }] });
    house.talk.time += PATIENCE;
    expect(house.alarms).toEqual([
      'a: state_topic “~/state” uses “~”, which the configuration does not have: Home Assistant uses the topic as it is',
      'a: availability “x/~” uses “~”, which the configuration does not have: Home Assistant uses the topic as it is',
    ]);
    expect(house.row).toEqual([undefined, 'no “~” in the configuration for “~/state”']);
    expect(house.problems('discovery')).toEqual(house.alarms.map((text) => `1 warn ${text}`));
  });

  test.each([{ '~': 'b', stat_t: '~/state' }, { stat_t: 'a~/b' }, { stat_t: 'a/~/b' }, {}])(
    '%j is right',
    (options) => expect(found(options)).toEqual([]),
  );
});
