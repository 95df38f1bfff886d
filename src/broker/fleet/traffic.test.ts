import { expect, it } from 'vitest';
import type { ProtocolVersion, PublishPacket } from '../../mqtt/tables/packet.ts';
import { Plant } from './plant.testkit.ts';

/** `topic, QoS, live or retained` and the properties of a message. */
function outline({ topic, qos, retain, properties }: PublishPacket): string {
  const written = properties.map(({ name, value }) => `${name} ${value.toString()}`);
  return [topic, qos, retain ? 'retained' : 'live', ...written].join(', ');
}

/** Outlines of all messages of the machines in two minutes of the seed 7. */
function outlines(): readonly string[] {
  const plant = new Plant(7);
  const watcher = plant.scene.connect('watcher');
  watcher.subscribe({ filter: 'sensors/#', retainAsPublished: true }, 'cmd/+/ack');
  plant.fleet.start(plant.scene.now);
  plant.run(120_000);
  return [...new Set(watcher.takeMessages().map(outline))].toSorted();
}

/** Before MQTT 5 a message has no properties. */
const since5 = (version: ProtocolVersion, outline: string, properties: string): string =>
  version === 5 ? `${outline}, ${properties}` : outline;

const JSON_TYPE = 'contentType application/json';

const press = (site: string, name: string, version: ProtocolVersion): readonly string[] => {
  const topic = `sensors/${site}/${name}`;
  const telemetry = `messageExpiryInterval 60, ${JSON_TYPE}, userProperty site,${site}`;
  return [
    since5(version, `${topic}/alarm, 2, retained`, `payloadFormatIndicator 1, ${JSON_TYPE}`),
    `${topic}/heartbeat, 0, live`,
    `${topic}/state, 1, retained`,
    `${topic}/status, 1, retained`,
    since5(version, `${topic}/telemetry, 1, live`, telemetry),
  ];
};

const vehicle = (name: string, version: ProtocolVersion): readonly string[] => {
  const topic = `sensors/hz-2/agv/${name}`;
  return [
    `${topic}/battery, 1, live`,
    since5(version, `${topic}/pose, 0, live`, 'contentType application/octet-stream'),
    `${topic}/status, 1, retained`,
  ];
};

const EXPECTED: readonly string[] = [
  ...['oven-01', 'press-06', 'press-07'].map(
    (name) => `cmd/${name}/ack, ${name === 'oven-01' ? 1 : 2}, live, ${JSON_TYPE}`,
  ),
  'cmd/press-05/ack, 2, live',
  'cmd/press-08/ack, 2, live',
  ...press('hz-2', 'press-05', 4),
  ...press('hz-2', 'press-06', 5),
  ...press('hz-2', 'press-07', 5),
  ...press('hz-2', 'press-08', 4),
  ...press('hz-3', 'press-02', 5),
  ...vehicle('agv-12', 4),
  ...vehicle('agv-14', 5),
  'sensors/hz-2/oven-01/notice, 1, retained, payloadFormatIndicator 1',
  `sensors/hz-2/oven-01/setpoints, 1, retained, ${JSON_TYPE}`,
  'sensors/hz-2/oven-01/status, 1, retained',
  ...[1, 2, 3].map(
    (zone) =>
      `sensors/hz-2/oven-01/zone-${zone}, 0, live, payloadFormatIndicator 1, userProperty unit,°C`,
  ),
  `sensors/hz-3/meter-01/reading, 2, live, messageExpiryInterval 3600, ${JSON_TYPE}, userProperty meter,meter-01, userProperty tariff,day`,
  'sensors/hz-3/meter-01/status, 1, retained',
  'sensors/hz-3/plc-11/firmware\r, 1, retained',
  'sensors/hz-3/plc-11/inputs, 0, live',
  'sensors/hz-3/plc-11/inputs, 1, live',
  'sensors/hz-3/plc-11/status, 1, retained',
  'sensors/hz-3/pump-03/flow, 0, live',
  'sensors/hz-3/pump-03/status, 1, retained',
  'sensors/hz-3/pump-03/vibration, 0, live, contentType application/cbor',
  'sensors/hz-3/tank-04/level, 1, retained',
  'sensors/hz-3/tank-04/status, 1, retained',
];

it('publishes these topics, QoS and properties in two minutes of the seed 7', () => {
  expect(outlines()).toEqual(EXPECTED.toSorted());
});
