/** Messages of a plug with Tasmota, taken from the documentation. */
import type { Said } from '../files/talk.testkit.ts';

export const TASMOTA: readonly Said[] = [
  [
    'in',
    'tasmota/discovery/A8032ABE54DC/config',
    {
      ip: '192.0.2.20',
      dn: 'Desk plug',
      fn: ['Desk'],
      hn: 'plug1-5340',
      mac: 'A8032ABE54DC',
      md: 'Sonoff Pow',
      sw: '13.1.0',
      t: 'plug1',
      ft: '%prefix%/%topic%/',
    },
    'retained',
  ],
  ['in', 'tele/plug1/LWT', 'Online', 'retained'],
  [
    'in',
    'tele/plug1/INFO1',
    {
      Info1: { Module: 'Sonoff Pow', Version: '13.1.0(tasmota)', FallbackTopic: 'cmnd/DVES_1_fb/' },
    },
  ],
  ['in', 'tele/plug1/SENSOR', { Time: '2026-01-01T00:00:00', ENERGY: { Power: 12, Voltage: 230 } }],
  ['out', 'cmnd/plug1/POWER', 'TOGGLE'],
  ['in', 'stat/plug1/RESULT', { POWER: 'ON' }],
  ['in', 'stat/plug1/POWER', 'ON'],
  ['out', 'cmnd/plug1/STATUS', '5'],
  [
    'in',
    'stat/plug1/STATUS5',
    { StatusNET: { Hostname: 'plug1-5340', IPAddress: '192.0.2.20', Mac: 'A8:03:2A:BE:54:DC' } },
  ],
];
