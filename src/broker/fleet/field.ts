/** Small field devices: a pump with an unreliable network, an energy meter, a tank, an old controller. */
import { encodeCbor } from '../../payload/formats/cbor/cborWriter.ts';
import {
  bytesMessage,
  type DeviceModel,
  jsonMessage,
  type Moment,
  rounded,
  textMessage,
  USUAL,
  Wandering,
} from './model.ts';

/** Loses its connection now and then, so its will is published. */
export function pump(site: string, name: string): DeviceModel {
  const topic = `sensors/${site}/${name}`;
  const vibration = new Wandering(3.1, 1.2, 0.3);
  const flow = new Wandering(18.4, 2, 0.2);
  /** CBOR. */
  const spectrum = ({ wall, random }: Moment) => {
    const bands = Array.from({ length: 8 }, () => rounded(vibration.next(random), 3));
    const value = { ts: wall, unit: 'mm/s', bands };
    const properties = [{ name: 'contentType', value: 'application/cbor' }] as const;
    return [bytesMessage(`${topic}/vibration`, encodeCbor(value), { properties })];
  };
  return {
    ...USUAL,
    name,
    version: 5,
    keepAlive: 10,
    statusTopic: `${topic}/status`,
    routines: [
      { every: 1000, run: spectrum },
      {
        every: 2000,
        run: ({ random }) => [textMessage(`${topic}/flow`, flow.next(random).toFixed(2))],
      },
    ],
    losesConnectionEvery: 25_000,
  };
}

/** Counts energy at QoS 2: every reading exactly once. */
export function meter(site: string, name: string): DeviceModel {
  const topic = `sensors/${site}/${name}`;
  const power = new Wandering(318, 40, 6);
  let energy = 184_220;
  let reading = 0;
  const read = ({ wall, random }: Moment) => {
    const kilowatts = power.next(random);
    energy += kilowatts / 1800;
    reading += 1;
    const value = { n: reading, ts: wall, kW: rounded(kilowatts, 1), kWh: rounded(energy, 3) };
    return [
      jsonMessage(`${topic}/reading`, value, {
        qos: 2,
        properties: [
          { name: 'messageExpiryInterval', value: 3600 },
          { name: 'contentType', value: 'application/json' },
          { name: 'userProperty', value: ['meter', name] },
          { name: 'userProperty', value: ['tariff', 'day'] },
        ],
      }),
    ];
  };
  return {
    ...USUAL,
    name,
    version: 5,
    cleanStart: false,
    sessionExpiry: 3600,
    willDelay: 5,
    statusTopic: `${topic}/status`,
    routines: [{ every: 2000, run: read }],
  };
}

/** Publishes its level as a big-endian 64-bit float. */
export function tank(site: string, name: string): DeviceModel {
  const topic = `sensors/${site}/${name}`;
  const level = new Wandering(6.2, 1.5, 0.05);
  const measure = ({ random }: Moment) => {
    const bytes = new Uint8Array(8);
    new DataView(bytes.buffer).setFloat64(0, level.next(random));
    return [bytesMessage(`${topic}/level`, bytes, { qos: 1, retain: true })];
  };
  return {
    ...USUAL,
    name,
    version: 4,
    statusTopic: `${topic}/status`,
    routines: [{ every: 1000, run: measure }],
  };
}

/** Uses MQTT 3.1 like devices of its age. */
export function controller(site: string, name: string): DeviceModel {
  const topic = `sensors/${site}/${name}`;
  let cycles = 4_100_000;
  const inputs = ({ random }: Moment) => {
    cycles += 1 + random.below(3);
    const bits = random.uint32().toString(2).padStart(32, '0').slice(0, 8);
    return [
      textMessage(`${topic}/inputs`, `${bits} ${cycles}`, { qos: random.chance(0.2) ? 1 : 0 }),
    ];
  };
  return {
    ...USUAL,
    name,
    version: 3,
    statusTopic: `${topic}/status`,
    routines: [{ every: 2000, run: inputs }],
    // A line break of its settings ends the topic: one of the two real problems of the demo.
    atConnect: () => [textMessage(`${topic}/firmware\r`, '5.1.2', { qos: 1, retain: true })],
  };
}
