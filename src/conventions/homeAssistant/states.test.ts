import { describe, expect, test } from 'vitest';
import { Lazy } from '../../base/lazy.ts';
import { Talk } from '../files/talk.testkit.ts';
import { homeAssistantBy } from './convention.ts';
import { homeAssistant } from './homeAssistant.ts';

const CONFIG = 'homeassistant/sensor/mode/config';
const UNIT = { unit_of_meas: '°C' };

class House {
  readonly talk = new Talk(homeAssistantBy(Lazy.of(homeAssistant)));

  announce(options: object): void {
    const config = { stat_t: 'x/mode', uniq_id: 'm', dev: { ids: 'x' }, ...options };
    this.talk.say('in', CONFIG, config, true);
  }

  get alarms(): readonly string[] {
    const alarms = this.talk.device('home-assistant', 'x')?.alarms ?? [];
    return alarms.map(({ what }) => (typeof what === 'string' ? what : what.en));
  }

  /** Packets with problems of the rule. */
  problems(rule: string): readonly number[] {
    const request = { rule, first: 0, count: 10 };
    const { rows } = this.talk.capture.window({ problems: request }, this.talk.time).problems ?? {};
    return (rows?.rows ?? []).map(({ packet }) => packet);
  }
}

const refused = (state: string, because: string) => [
  `mode: the state “${state}” on x/mode is not a number, but ${because} needs one: Home Assistant refuses the state`,
];

describe('a state that is a text', () => {
  test.each([
    [{ unit_of_meas: ' ' }, 'unit_of_measurement “ ”'],
    [{ stat_cla: 'measurement' }, 'state_class “measurement”'],
    [{ dev_cla: 'aqi' }, 'device_class “aqi”'],
    [{ sug_dsp_prc: 1 }, 'suggested_display_precision “1”'],
    [{ dev_cla: 'temperature', ...UNIT }, 'device_class “temperature”, unit_of_measurement “°C”'],
  ])('is reported for %j', (options, because) => {
    const house = new House();
    house.announce(options);
    house.talk.say('in', 'x/mode', 'heating');
    expect(house.alarms).toEqual(refused('heating', because));
    expect(house.problems('home-assistant-state')).toEqual([2]);
  });

  test.each([
    {},
    { dev_cla: 'enum' },
    { dev_cla: 'timestamp' },
    { ...UNIT, val_tpl: '{{ value | float(0) }}' },
    { ...UNIT, val_tpl: "{{ 1 if value == 'heating' else 0 }}" },
  ])('is right for %j', (options) => {
    const house = new House();
    house.announce(options);
    house.talk.say('in', 'x/mode', 'heating');
    expect(house.alarms).toEqual([]);
  });

  test.each(['21.5', ' -3 ', '1e3', '.5', '1_000', 'nan', '', 'None'])('may be “%s”', (state) => {
    const house = new House();
    house.announce(UNIT);
    house.talk.say('in', 'x/mode', state);
    expect(house.alarms).toEqual([]);
  });

  test.each(['21,5', '0x10', '21 °C', 'true', '{"t":1}', '1'.repeat(300)])('“%s”', (state) => {
    const house = new House();
    house.announce(UNIT);
    house.talk.say('in', 'x/mode', state);
    expect(house.alarms).toHaveLength(1);
  });

  test('is read at a plain path; a missing value and null have no state', () => {
    const house = new House();
    house.announce({ ...UNIT, val_tpl: '{{ value_json.a.b }}' });
    for (const right of [{ a: { b: 1 } }, { a: { b: '1' } }, { a: { b: null } }, {}, 'off']) {
      house.talk.say('in', 'x/mode', right);
      expect(house.alarms).toEqual([]);
    }
    house.talk.say('in', 'x/mode', { a: { b: 'off' } });
    expect(house.alarms).toEqual(refused('off', 'unit_of_measurement “°C”'));
  });

  test('ends with a number, and is reported once', () => {
    const house = new House();
    house.announce(UNIT);
    house.talk.say('in', 'x/mode', 'a');
    house.talk.say('in', 'x/mode', '1');
    expect(house.alarms).toEqual([]);
    house.talk.say('in', 'x/mode', 'b');
    expect(house.alarms).toHaveLength(1);
    expect(house.problems('home-assistant-state')).toEqual([2]);
    house.announce({});
    expect(house.alarms).toEqual([]);
    house.talk.say('in', 'x/mode', 'b');
    expect(house.alarms).toEqual([]);
  });

  test('is found in a message before the discovery', () => {
    const house = new House();
    house.talk.say('in', 'x/mode', 'heating', true);
    house.announce(UNIT);
    expect(house.alarms).toHaveLength(1);
    expect(house.problems('home-assistant-state')).toEqual([1]);
  });

  test('is judged for each entity of the topic', () => {
    const house = new House();
    const entity = (name: string) => ({
      p: 'sensor',
      uniq_id: name,
      ...UNIT,
      val_tpl: `{{ value_json.${name} }}`,
    });
    const device = { dev: { ids: 'x' }, o: { name: 'x' }, stat_t: 'x/all' };
    const cmps = { a: entity('a'), b: entity('b') };
    house.talk.say('in', 'homeassistant/device/x/config', { ...device, cmps }, true);
    house.talk.say('in', 'x/all', { a: 1, b: 'high' });
    expect(house.alarms).toEqual([expect.stringMatching(/^b: the state “high” on x\/all/)]);
    house.talk.say('in', 'homeassistant/device/x/config', '');
    expect(house.talk.devices()).toEqual([]);
  });

  test('is found again after Clear is undone', () => {
    const house = new House();
    house.announce(UNIT);
    house.talk.say('in', 'x/mode', 'heating');
    house.talk.capture.clear();
    expect(house.alarms).toEqual([]);
    house.talk.capture.restore();
    expect(house.alarms).toHaveLength(1);
  });
});

test('mistakes are problems of the discovery message, each reported once', () => {
  const house = new House();
  house.announce({ dev_cla: 'temperature', unit_of_meas: 'C', extra: 1 });
  house.announce({ dev_cla: 'temperature', unit_of_meas: 'C', extra: 1 });
  expect(house.problems('home-assistant-refused')).toEqual([1]);
  expect(house.problems('home-assistant-discovery')).toEqual([1]);
  house.announce({ dev_cla: 'temperature', unit_of_meas: 'F' });
  expect(house.problems('home-assistant-refused')).toEqual([1, 3]);
});
