/** Opens small captures of ecosystems, each with its devices and replies. */
import { expect, test } from 'vitest';
import { CONVENTIONS } from '../../conventions/conventions.ts';
import { Capture } from '../capture/capture.ts';
import { readEvents } from './captureFile.testkit.ts';
import { CAPTURE_FILES } from './converted.testkit.ts';
import { CaptureFeed } from './report/captureFeed.ts';

const ALL = { first: 0, count: 100 };
/** µs; later than all messages of the captures. */
const NOW = 1e9;

function captureOf(name: string): Capture {
  const [, file] = CAPTURE_FILES.find(([found]) => found.startsWith(name)) ?? [];
  if (file === undefined) throw new Error(`no ${name}`);
  const feed = new CaptureFeed(new Capture({ conventions: CONVENTIONS, originWallClock: 0 }));
  for (const event of readEvents(file)) feed.take(event);
  return feed.capture;
}

function devicesOf(capture: Capture) {
  const request = { ...ALL, show: 'all', search: '', order: 'name' } as const;
  const rows = capture.window({ devices: request }, NOW).devices?.rows ?? [];
  return rows.map(({ id, name, state }) => [id, name, state]);
}

function valuesOf(capture: Capture, convention: string, id: string) {
  const device = { convention, id, parts: ALL };
  const rows = capture.window({ device }, NOW).device?.parts.rows ?? [];
  return Object.fromEntries(rows.map(({ name, value }) => [name, value]));
}

test('Frigate: a zone is no camera, and cameras are offline with their server', () => {
  const capture = captureOf('interop-frigate-zone');
  expect(devicesOf(capture)).toEqual([
    ['frigate', undefined, 'offline'],
    ['front', undefined, 'offline'],
  ]);
  expect(valuesOf(capture, 'frigate', 'frigate')).toEqual({ 'porch person': '1' });
  expect(valuesOf(capture, 'frigate', 'front')).toMatchObject({ person: '1' });
});

test('Zigbee2MQTT: attributes on their own topics belong to the device', () => {
  const capture = captureOf('interop-z2m-attribute');
  expect(devicesOf(capture).map(([id]) => id)).toEqual(['bridge', 'living room/thermo']);
  const values = valuesOf(capture, 'zigbee2mqtt', 'living room/thermo');
  expect(values).toEqual({ temperature: '21.4', battery: '97' });
});

test('OPC UA: a Variant is its value', () => {
  const capture = captureOf('interop-opcua-104');
  expect(valuesOf(capture, 'opcua-pubsub', 'pub1')).toEqual({ Temp: '22.5' });
});

test('Tasmota: a request for states is answered, and the devices of a Zigbee bridge are devices', () => {
  const capture = captureOf('interop-tasmota-status');
  const request = { convention: 'tasmota', ...ALL, show: 'all', search: '' } as const;
  const pairs = capture.window({ pairs: request }, NOW).pairs?.rows ?? [];
  expect(pairs).toMatchObject([{ identifier: 'Status', state: 'answered', isFailure: false }]);
  expect(devicesOf(capture)).toEqual([
    ['plug', undefined, 'online'],
    ['0x8F20', 'Door', 'online'],
  ]);
  expect(valuesOf(capture, 'tasmota', '0x8F20')).toMatchObject({ Temperature: '21.5' });
});

test('Home Assistant: discovery of an event, a lawn mower and a water heater names a state', () => {
  const request = { ...ALL, show: 'all', search: '', heard: undefined } as const;
  const rows = captureOf('interop-ha-states').window({ announced: request }, NOW).announced?.rows;
  expect(rows?.map(({ topic, topics, isHeard }) => [topic, topics, isHeard])).toEqual([
    ['homeassistant/event/e/config', 1, true],
    ['homeassistant/lawn_mower/lm/config', 1, true],
    ['homeassistant/water_heater/wh/config', 1, true],
  ]);
});

test('Home Assistant: what came stands beside what discovery accepts', () => {
  const capture = captureOf('p5-24');
  const shown = ['w1', 'm1', 't1', 'k1', 'r1'].map((id) => {
    const device = { convention: 'home-assistant', id, parts: ALL };
    const { alarms = [], parts } = capture.window({ device }, NOW).device ?? {};
    const texts = [
      ...alarms.map(({ what }) => what),
      ...(parts?.rows.map((row) => row.remark) ?? []),
    ];
    return texts.map((text) => (typeof text === 'object' ? text.en : text));
  });
  expect(shown).toEqual([
    ['is no JSON'],
    ['has no key “humidity”'],
    [expect.stringMatching(/^Defect: the state “False”/), 'none of “ON” and “OFF”'],
    [
      expect.stringMatching(/^Kitchen window: state_topic “~\/state” uses “~”/),
      'no “~” in the configuration for “~/state”',
    ],
    [
      expect.stringMatching(/^Relay: the state “on”/),
      expect.stringMatching(/^The availability “Online” on shed\/r1\/lwt is not “online”/),
      'none of “ON” and “OFF”',
    ],
  ]);
});

test.each([
  ['pub-10', [['Cam 1', ['device: “ip” is not known: Home Assistant refuses the whole message']]]],
  [
    'pub-22',
    [
      ['Gateway 1', [expect.stringMatching(/neither identifiers nor connections: .* refuses/)]],
      ['NAS 1', [expect.stringMatching(/an identifier that is no text: .* refuses/)]],
    ],
  ],
])('Home Assistant: %s is rejected', (name, wanted) => {
  const capture = captureOf(name);
  const found = devicesOf(capture).map(([id = '', shown]) => {
    const device = { convention: 'home-assistant', id, parts: ALL };
    const alarms = capture.window({ device }, NOW).device?.alarms ?? [];
    const texts = alarms.map(({ what }) => (typeof what === 'string' ? what : what.en));
    return [shown, texts.filter((text) => text.includes('refuses'))];
  });
  expect(found).toEqual(wanted);
});
