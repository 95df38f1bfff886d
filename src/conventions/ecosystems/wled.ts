/** WLED (kno.wled.ge/interfaces/mqtt): light strips. The default base topic is assumed. */
import type { ConventionFile } from '../files/conventionFile.ts';

const ONE = { root: 'wled/{device}' } as const;
const COMMAND = { en: 'What the light is to do.', zh: '要求灯具执行的操作。' } as const;

export const wled: ConventionFile = {
  convention: 'wled',
  name: 'WLED',
  topics: [
    {
      topic: 'wled/{device}/status',
      kind: 'availability',
      about: {
        en: 'Whether the light is connected; retained, and its will.',
        zh: '灯具是否在线；为保留消息，也是其遗嘱。',
      },
      ...ONE,
      state: { at: '', is: { online: 'online', offline: 'offline' } },
    },
    {
      topic: 'wled/{device}/g',
      kind: 'brightness',
      about: { en: 'Brightness from 0 to 255.', zh: '亮度，0 至 255。' },
      ...ONE,
      isAlive: true,
      parts: { at: '', name: 'brightness', command: 'wled/{device}' },
    },
    {
      topic: 'wled/{device}/c',
      kind: 'colour',
      about: { en: 'The primary colour.', zh: '主颜色。' },
      ...ONE,
      isAlive: true,
      parts: { at: '', name: 'colour', command: 'wled/{device}/col' },
    },
    {
      topic: 'wled/{device}/v',
      kind: 'state',
      about: { en: 'The whole state, as XML.', zh: '完整状态，XML 格式。' },
      ...ONE,
      isAlive: true,
    },
    {
      topic: 'wled/{device}/button/{number}',
      kind: 'button',
      about: { en: 'What a button or switch did.', zh: '按钮或开关的动作。' },
      ...ONE,
      isAlive: true,
      parts: { at: '', name: 'button {number}' },
    },
    {
      topic: 'wled/{device}/{what:col|api}',
      kind: 'command',
      about: COMMAND,
      ...ONE,
      identifier: '{what}',
      toDevice: true,
    },
    { topic: 'wled/{device}', kind: 'command', about: COMMAND, ...ONE, toDevice: true },
  ],
};
