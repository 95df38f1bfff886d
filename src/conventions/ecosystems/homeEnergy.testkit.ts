/** Messages of Shelly 1, Victron, rtl_433, evcc, WLED, OpenMQTTGateway and ESPHome, written after their documentation. */
import type { Said } from '../files/talk.testkit.ts';

const PLUG = 'shellies/shellyplug-s-6A6375';

export const SHELLY_GEN1: readonly Said[] = [
  ['in', `${PLUG}/online`, 'true', 'retained'],
  [
    'in',
    'shellies/announce',
    {
      id: 'shellyplug-s-6A6375',
      model: 'SHPLG-S',
      mac: '3CE90E6A6375',
      ip: '192.0.2.31',
      new_fw: false,
      fw_ver: '20230913-113421/v1.14.0-gcb84623',
    },
  ],
  ['in', `${PLUG}/relay/0`, 'on'],
  ['in', `${PLUG}/relay/0/power`, '23.51'],
  ['in', `${PLUG}/relay/0/energy`, '1821'],
  ['in', `${PLUG}/temperature`, '27.42'],
  ['out', `${PLUG}/relay/0/command`, 'off'],
  ['in', `${PLUG}/relay/0`, 'off'],
];

const PORTAL = 'c0619ab1a2b3';

export const VICTRON: readonly Said[] = [
  ['out', `R/${PORTAL}/keepalive`, ''],
  ['in', `N/${PORTAL}/battery/256/Soc`, { value: 87.5 }],
  ['in', `N/${PORTAL}/battery/256/Dc/0/Voltage`, { value: 52.91 }],
  ['in', `N/${PORTAL}/full_publish_completed`, { value: 1_767_225_600 }],
  ['out', `W/${PORTAL}/system/0/Relay/0/State`, { value: 1 }],
  ['in', `N/${PORTAL}/system/0/Relay/0/State`, { value: 1 }],
];

const SENSOR = 'rtl_433/attic/devices/Acurite-Tower/A/9811';

export const RTL_433: readonly Said[] = [
  ['in', 'rtl_433/attic/availability', 'online', 'retained'],
  ['in', `${SENSOR}/temperature_C`, '21.4'],
  ['in', `${SENSOR}/humidity`, '47'],
  ['in', `${SENSOR}/battery_ok`, '1'],
];

export const EVCC: readonly Said[] = [
  ['in', 'evcc/status', 'online', 'retained'],
  ['in', 'evcc/site/gridPower', '-1250', 'retained'],
  ['in', 'evcc/loadpoints/1/title', 'Garage', 'retained'],
  ['in', 'evcc/loadpoints/1/chargePower', '3680'],
  ['out', 'evcc/loadpoints/1/mode/set', 'pv'],
  ['in', 'evcc/loadpoints/1/mode', 'pv'],
];

export const WLED: readonly Said[] = [
  ['in', 'wled/shelf/status', 'online', 'retained'],
  ['in', 'wled/shelf/g', '128', 'retained'],
  ['in', 'wled/shelf/c', '#FFA000', 'retained'],
  ['out', 'wled/shelf', 'OFF'],
  ['in', 'wled/shelf/g', '0', 'retained'],
];

const OMG = 'home/OMG_ESP32_BLE';

export const OPEN_MQTT_GATEWAY: readonly Said[] = [
  ['in', `${OMG}/LWT`, 'online', 'retained'],
  ['in', `${OMG}/version`, 'v1.7.0', 'retained'],
  [
    'in',
    `${OMG}/SYStoMQTT`,
    {
      uptime: 120,
      version: 'v1.7.0',
      env: 'esp32dev-ble',
      freemem: 84_676,
      rssi: -61,
      ip: '192.0.2.40',
      mac: '24:6F:28:A1:B2:C3',
    },
  ],
  [
    'in',
    `${OMG}/BTtoMQTT/A4C138A1B2C3`,
    {
      id: 'A4:C1:38:A1:B2:C3',
      name: 'LYWSD03MMC',
      rssi: -70,
      brand: 'Xiaomi',
      model: 'TH Sensor',
      model_id: 'LYWSD03MMC_ATC',
      tempc: 21.3,
      tempf: 70.34,
      hum: 45.2,
      batt: 88,
      volt: 2.951,
    },
  ],
  ['in', `${OMG}/433toMQTT`, { value: 5_393, protocol: 1, length: 24, delay: 350 }],
  ['out', `${OMG}/commands/MQTTto433`, { value: 5_393, protocol: 1, length: 24, delay: 350 }],
];

export const ESP_HOME: readonly Said[] = [
  [
    'in',
    'esphome/discover/livingroom',
    {
      ip: '192.0.2.50',
      name: 'livingroom',
      friendly_name: 'Living Room',
      port: 6053,
      version: '2024.6.0',
      mac: '84f3eb0a1b2c',
      platform: 'ESP8266',
      board: 'd1_mini',
      network: 'wifi',
    },
    'retained',
  ],
  ['in', 'livingroom/status', 'online', 'retained'],
  ['in', 'livingroom/sensor/temperature/state', '21.4', 'retained'],
  ['in', 'livingroom/binary_sensor/motion/state', 'OFF'],
  ['out', 'livingroom/switch/relay/command', 'ON'],
  ['in', 'livingroom/switch/relay/state', 'ON'],
  ['in', 'livingroom/fan/ceiling/speed_level/state', '2'],
];
