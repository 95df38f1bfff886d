/** Discovery messages of devices, taken from Home Assistant's documentation. */
import type { Said } from '../files/talk.testkit.ts';

const DEVICE = {
  ids: ['0AFFD2'],
  name: 'Garden',
  mf: 'Maker',
  mdl: 'M1',
  sw: '1.2',
  via_device: 'hub',
};

export const HOME_ASSISTANT: readonly Said[] = [
  ['in', 'homeassistant/status', 'online', 'retained'],
  [
    'in',
    'homeassistant/sensor/garden/temperature/config',
    {
      '~': 'garden/1',
      name: 'Temperature',
      uniq_id: 'garden-t',
      dev_cla: 'temperature',
      unit_of_meas: '°C',
      stat_t: '~/state',
      val_tpl: '{{ value_json.air.temp | round(1) }}',
      avty_t: '~/here',
      dev: DEVICE,
      o: { name: 'garden2mqtt', sw: '2.1' },
    },
    'retained',
  ],
  [
    'in',
    'homeassistant/switch/garden/pump/config',
    {
      '~': 'garden/1',
      name: 'Pump',
      unique_id: 'garden-p',
      state_topic: '~/pump',
      command_topic: '~/pump/set',
      availability: [
        { topic: '~/here' },
        { topic: 'garden/hub', value_template: '{{ value_json.state }}' },
      ],
      availability_mode: 'all',
      device: { identifiers: '0AFFD2' },
    },
    'retained',
  ],
  [
    'in',
    'homeassistant/device/door/config',
    {
      dev: { ids: 'door7', name: 'Door' },
      o: { name: 'door-firmware' },
      state_topic: 'door/state',
      cmps: {
        contact: { p: 'binary_sensor', uniq_id: 'door7-c', val_tpl: "{{ value_json['contact'] }}" },
        battery: {
          p: 'sensor',
          uniq_id: 'door7-b',
          unit_of_meas: '%',
          val_tpl: '{{ value_json.battery }}',
        },
        gone: { p: 'sensor' },
      },
    },
    'retained',
  ],
  ['in', 'garden/1/state', { air: { temp: 21.5 } }],
  ['in', 'garden/1/pump', 'OFF', 'retained'],
  ['in', 'garden/1/here', 'online', 'retained'],
  ['in', 'garden/hub', { state: 'online' }, 'retained'],
  ['in', 'door/state', { contact: 'ON', battery: 71 }],
];
