/** rtl_433 (triq.org/rtl_433/OPERATION, "MQTT output"): radio sensors, each value on its own topic. */
import type { ConventionFile } from '../files/conventionFile.ts';

export const rtl433: ConventionFile = {
  convention: 'rtl_433',
  name: 'rtl_433',
  topics: [
    {
      topic: 'rtl_433/{host}/availability',
      kind: 'availability',
      about: {
        en: 'Whether the receiver runs; retained, and its will.',
        zh: '接收器是否在运行；为保留消息，也是其遗嘱。',
      },
      device: '{host}',
      root: 'rtl_433/{host}',
      state: { at: '', is: { online: 'online', offline: 'offline' } },
    },
    {
      topic: 'rtl_433/{host}/devices/{device...}/{what}',
      kind: 'value',
      about: {
        en: 'A value that a sensor sent; its model, channel and identifier are in the topic.',
        zh: '传感器发送的值；型号、信道和标识写在主题中。',
      },
      root: 'rtl_433/{host}/devices/{device}',
      isAlive: true,
      parent: '{host}',
      parts: { at: '', name: '{what}' },
    },
    {
      topic: 'rtl_433/{host}/{what:events|states}',
      kind: 'event',
      about: {
        en: 'All values of one transmission, as JSON.',
        zh: '一次传输的全部值，JSON 格式。',
      },
      device: '{host}',
      root: 'rtl_433/{host}',
      isAlive: true,
    },
  ],
};
