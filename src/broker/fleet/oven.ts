/** Tunnel oven with three zones: each zone's temperature as plain text, many times a second. */
import {
  bytesMessage,
  type DeviceModel,
  fieldOf,
  jsonMessage,
  type Moment,
  textMessage,
  USUAL,
  Wandering,
} from './model.ts';

const HOTTEST = 600;

/** Latin-1, announced as UTF-8: one of the two real problems of the demo. */
const notice = (topic: string) =>
  bytesMessage(
    `${topic}/notice`,
    Uint8Array.from('Zone 2 above 415 °C', (character) => character.charCodeAt(0)),
    { qos: 1, retain: true, properties: [{ name: 'payloadFormatIndicator', value: 1 }] },
  );

export function oven(site: string, name: string): DeviceModel {
  const topic = `sensors/${site}/${name}`;
  const zones = [412, 418, 416].map((middle) => new Wandering(middle, 4, 0.4));
  const setPoints = () => zones.map((zone) => zone.middle);

  const routines = zones.map((zone, at) => ({
    every: 500,
    run: ({ random }: Moment) => [
      textMessage(`${topic}/zone-${at + 1}`, zone.next(random).toFixed(1), {
        properties: [
          { name: 'payloadFormatIndicator', value: 1 },
          { name: 'userProperty', value: ['unit', '°C'] },
        ],
      }),
    ],
  }));

  return {
    ...USUAL,
    name,
    version: 5,
    statusTopic: `${topic}/status`,
    routines,
    atConnect: () => [
      notice(topic),
      jsonMessage(`${topic}/setpoints`, setPoints(), {
        qos: 1,
        retain: true,
        properties: [{ name: 'contentType', value: 'application/json' }],
      }),
    ],
    commandQoS: 1,
    obey: (command) => {
      const number = fieldOf(command, 'zone');
      const target = fieldOf(command, 'target');
      const zone = typeof number === 'number' ? zones[number - 1] : undefined;
      if (zone === undefined || typeof target !== 'number' || !(target >= 0 && target <= HOTTEST)) {
        return { ok: false, error: `Expected {"zone": 1 to 3, "target": 0 to ${HOTTEST}}.` };
      }
      zone.middle = target;
      return { ok: true, setpoints: setPoints() };
    },
  };
}
