/** Messages of Meshtastic gateways, taken from the documentation. */
import type { Said } from '../files/talk.testkit.ts';

const AT = 'msh/EU_868/DE/2/json/LongFast/!7efeee00';
const ABOUT = { channel: 0, from: 2_130_636_288, sender: '!7efeee00', to: 4_294_967_295 };
const OTHER = {
  channel: 0,
  from: 255,
  sender: '!7efeee00',
  to: 4_294_967_295,
  rssi: -120,
  snr: -6.5,
};

export const MESHTASTIC: readonly Said[] = [
  ['in', 'msh/EU_868/DE/2/stat/!7efeee00', 'online', 'retained'],
  [
    'in',
    AT,
    {
      ...ABOUT,
      id: 452_664_778,
      type: 'nodeinfo',
      payload: { hardware: 10, id: '!7efeee00', longname: 'Base 0', shortname: 'BA0' },
    },
  ],
  [
    'in',
    AT,
    {
      ...OTHER,
      id: 452_664_779,
      type: 'telemetry',
      payload: { battery_level: 8, voltage: 3.41, air_util_tx: 0.03 },
    },
  ],
  ['in', AT, { ...OTHER, id: 452_664_780, type: 'text', payload: { text: 'Hello there' } }],
  [
    'out',
    'msh/EU_868/DE/2/json/mqtt',
    { from: 2_130_636_288, type: 'sendtext', payload: 'Hello back' },
  ],
];
