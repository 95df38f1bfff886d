/** Hydraulic press: JSON telemetry at QoS 1, alarms at QoS 2, and an adjustable speed. */
import type { ProtocolVersion } from '../../mqtt/tables/packet.ts';
import type { Property } from '../../mqtt/tables/properties.ts';
import {
  type DeviceModel,
  fieldOf,
  jsonMessage,
  type Moment,
  rounded,
  textMessage,
  USUAL,
  Wandering,
} from './model.ts';

const STATES = ['run', 'run', 'run', 'idle', 'setup'] as const;
const ALARMS = ['oil level low', 'overpressure', 'guard door open', 'bearing hot'] as const;
const FASTEST = 3000;

export function press(site: string, name: string, version: ProtocolVersion): DeviceModel {
  const topic = `sensors/${site}/${name}`;
  const temperature = new Wandering(71, 6, 0.6);
  const pressure = new Wandering(2.4, 0.3, 0.04);
  const speed = new Wandering(1480, 25, 6);
  const oilTemperature = new Wandering(54, 4, 0.3);
  let cycle = 90_000;
  let beats = 0;
  let state: (typeof STATES)[number] = 'run';
  let isAlarmed = false;

  const telemetryProperties: readonly Property[] = [
    { name: 'messageExpiryInterval', value: 60 },
    { name: 'contentType', value: 'application/json' },
    { name: 'userProperty', value: ['site', site] },
  ];

  const telemetry = ({ wall, random }: Moment) => {
    cycle += 1;
    const params = {
      temperature: rounded(temperature.next(random), 1),
      pressure: rounded(pressure.next(random), 2),
      rpm: state === 'run' ? Math.round(speed.next(random)) : 0,
      state,
      oil: { level: 0.83, temp: rounded(oilTemperature.next(random), 1) },
    };
    const value = { id: cycle.toString(), ts: wall, params };
    return [jsonMessage(`${topic}/telemetry`, value, { qos: 1, properties: telemetryProperties })];
  };

  const changeState = ({ random }: Moment) => {
    state = random.pick(STATES);
    return [textMessage(`${topic}/state`, state, { qos: 1, retain: true })];
  };

  const alarm = ({ wall, random }: Moment) => {
    isAlarmed = !isAlarmed;
    const value = isAlarmed
      ? { level: 1 + random.below(3), text: random.pick(ALARMS), since: wall }
      : { level: 0, text: 'clear', since: wall };
    const properties: readonly Property[] = [
      { name: 'payloadFormatIndicator', value: 1 },
      { name: 'contentType', value: 'application/json' },
    ];
    return [jsonMessage(`${topic}/alarm`, value, { qos: 2, retain: true, properties })];
  };

  const heartbeat = () => {
    beats += 1;
    return [textMessage(`${topic}/heartbeat`, (17_950_000 + beats).toString())];
  };

  return {
    ...USUAL,
    name,
    version,
    cleanStart: false,
    sessionExpiry: 300,
    statusTopic: `${topic}/status`,
    routines: [
      { every: 1000, run: telemetry },
      { every: 1000, run: heartbeat },
      { every: 12_000, run: changeState },
      { every: 17_000, run: alarm },
    ],
    atConnect: () => [textMessage(`${topic}/state`, state, { qos: 1, retain: true })],
    commandQoS: 2,
    obey: (command) => {
      const rpm = fieldOf(command, 'rpm');
      if (typeof rpm !== 'number' || !(rpm >= 0 && rpm <= FASTEST)) {
        return { ok: false, error: `Expected {"rpm": 0 to ${FASTEST}}.` };
      }
      speed.middle = rpm;
      return { ok: true, rpm };
    },
  };
}
