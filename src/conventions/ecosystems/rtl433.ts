/** rtl_433 (triq.org/rtl_433/OPERATION, "MQTT output"): radio sensors, each value on its own topic. */
import type { ConventionFile, TopicForm } from '../files/conventionFile.ts';

const UNITS = {
  temperature_C: '°C',
  temperature_1_C: '°C',
  temperature_2_C: '°C',
  temperature_F: '°F',
  setpoint_C: '°C',
  humidity: '%',
  moisture: '%',
  pressure_hPa: 'hPa',
  pressure_kPa: 'kPa',
  pressure_PSI: 'psi',
  wind_avg_km_h: 'km/h',
  wind_max_km_h: 'km/h',
  wind_avg_m_s: 'm/s',
  wind_max_m_s: 'm/s',
  wind_avg_mi_h: 'mi/h',
  wind_dir_deg: '°',
  rain_mm: 'mm',
  rain_rate_mm_h: 'mm/h',
  rain_in: 'in',
  rain_rate_in_h: 'in/h',
  light_lux: 'lx',
  light_klx: 'klx',
  battery_V: 'V',
  battery_mV: 'mV',
  voltage_V: 'V',
  current_A: 'A',
  power_W: 'W',
  energy_kWh: 'kWh',
  depth_cm: 'cm',
  storm_dist_km: 'km',
  power0_W: 'W',
  power1_W: 'W',
  power2_W: 'W',
  co2_ppm: 'ppm',
  pm2_5_ug_m3: 'µg/m³',
  pm10_ug_m3: 'µg/m³',
  // With `-M level`.
  freq: 'MHz',
  rssi: 'dB',
  snr: 'dB',
  noise: 'dB',
};

/** Topics below the host's name, or without it if the user chose them. */
const topicsOf = (host: string, base: string): readonly TopicForm[] => [
  {
    topic: `${base}/availability`,
    kind: 'availability',
    about: {
      en: 'Whether the receiver runs; retained, and its will.',
      zh: '接收器是否在运行；为保留消息，也是其遗嘱。',
    },
    device: host,
    root: base,
    state: { at: '', is: { online: 'online', offline: 'offline' } },
  },
  {
    topic: `${base}/devices/{device...}/{what:battery_ok}`,
    kind: 'battery',
    about: {
      en: 'Battery of a sensor: 1 is full, 0 is low.',
      zh: '传感器电池：1 表示充足，0 表示不足。',
    },
    root: `${base}/devices/{device}`,
    isAlive: true,
    parent: host,
    parts: { at: '', name: '{what}' },
    alarms: [{ what: { en: 'Battery low', zh: '电量不足' }, when: { at: '', is: [0] } }],
  },
  {
    topic: `${base}/devices/{device...}/{what}`,
    kind: 'value',
    about: {
      en: 'A value that a sensor sent; its model, channel and identifier are in the topic.',
      zh: '传感器发送的值；型号、信道和标识写在主题中。',
    },
    root: `${base}/devices/{device}`,
    isAlive: true,
    parent: host,
    parts: { at: '', name: '{what}', units: UNITS },
  },
  {
    topic: `${base}/states`,
    kind: 'report',
    about: {
      en: 'What the receiver reports about itself, as JSON.',
      zh: '接收器自身的报告，JSON 格式。',
    },
    device: host,
    root: base,
    isAlive: true,
  },
  {
    topic: `${base}/events`,
    kind: 'event',
    about: {
      en: 'All values of one transmission, as JSON.',
      zh: '一次传输的全部值，JSON 格式。',
    },
    device: host,
    root: base,
    isAlive: true,
  },
];

export const rtl433: ConventionFile = {
  convention: 'rtl_433',
  name: 'rtl_433',
  topics: [...topicsOf('rtl_433', 'rtl_433'), ...topicsOf('{host}', 'rtl_433/{host}')],
};
