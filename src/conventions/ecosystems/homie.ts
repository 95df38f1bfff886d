/**
 * Homie 4 and 5 (homieiot.github.io): devices with nodes and properties. Version 4 publishes each on separate
 * topics, version 5 in one description. The default base topic is assumed.
 */
import type { ConventionFile } from '../files/conventionFile.ts';

const STATES = {
  init: 'starting',
  ready: 'online',
  sleeping: 'asleep',
  alert: 'fault',
  lost: 'offline',
  disconnected: 'offline',
} as const;

const FIVE = { root: 'homie/5/{device}' } as const;
const FOUR = { root: 'homie/{device}' } as const;
const STATE_ABOUT = {
  en: 'Where the device is in its life; retained, `lost` is its will.',
  zh: '设备的生命周期状态；为保留消息，`lost` 是其遗嘱。',
} as const;
const VALUE_ABOUT = { en: 'The value of a property.', zh: '属性的值。' } as const;
const SET_ABOUT = {
  en: 'A value that the property is to take.',
  zh: '要求属性采用的值。',
} as const;

export const homie: ConventionFile = {
  convention: 'homie',
  name: 'Homie',
  topics: [
    {
      topic: 'homie/5/$broadcast/{what...}',
      kind: 'broadcast',
      about: { en: 'For all devices.', zh: '发给所有设备。' },
      device: '$broadcast',
      root: 'homie/5/$broadcast',
      parts: { at: '', name: '{what}' },
      toDevice: true,
    },
    {
      topic: 'homie/5/{device}/$state',
      kind: 'state',
      about: STATE_ABOUT,
      ...FIVE,
      state: { at: '', is: STATES },
    },
    {
      topic: 'homie/5/{device}/$description',
      kind: 'description',
      about: {
        en: 'All nodes and properties of the device, as JSON; retained.',
        zh: '设备的所有节点和属性，JSON 格式；为保留消息。',
      },
      ...FIVE,
      name: '.name',
      parent: '.parent',
      facts: { Homie: '.homie', type: '.type', version: '.version' },
    },
    {
      topic: 'homie/5/{device}/$alert/{alert}',
      kind: 'alert',
      about: {
        en: 'Something that a person should look at; an empty message ends it.',
        zh: '需要人关注的情况；空消息表示已解除。',
      },
      ...FIVE,
      identifier: '{alert}',
    },
    {
      topic: 'homie/5/{device}/$log/{level}',
      kind: 'log',
      about: { en: 'A line of the device’s log.', zh: '设备日志的一行。' },
      ...FIVE,
    },
    {
      topic: 'homie/5/{device}/{node}/{property}/set',
      kind: 'command',
      about: SET_ABOUT,
      ...FIVE,
      identifier: '{node}/{property}',
      toDevice: true,
    },
    {
      topic: 'homie/5/{device}/{node}/{property}/$target',
      kind: 'target',
      about: { en: 'The value that the property is on its way to.', zh: '属性正在趋向的目标值。' },
      ...FIVE,
      parts: { at: '', name: '{node}/{property} target' },
    },
    {
      topic: 'homie/5/{device}/{node}/{property}',
      kind: 'value',
      about: VALUE_ABOUT,
      ...FIVE,
      parts: { at: '', name: '{node}/{property}' },
    },
    {
      topic: 'homie/$broadcast/{what...}',
      kind: 'broadcast',
      about: { en: 'For all devices.', zh: '发给所有设备。' },
      device: '$broadcast',
      root: 'homie/$broadcast',
      parts: { at: '', name: '{what}' },
      toDevice: true,
    },
    {
      topic: 'homie/{device}/$state',
      kind: 'state',
      about: STATE_ABOUT,
      ...FOUR,
      state: { at: '', is: STATES },
    },
    { topic: 'homie/{device}/$name', kind: 'attribute', ...FOUR, name: '' },
    {
      topic: 'homie/{device}/${attribute}',
      kind: 'attribute',
      about: { en: 'What the device says of itself.', zh: '设备对自身的说明。' },
      ...FOUR,
      facts: { '{attribute}': '' },
    },
    {
      topic: 'homie/{device}/${group:fw|stats|implementation}/{attribute...}',
      kind: 'attribute',
      ...FOUR,
      facts: { '{group}/{attribute}': '' },
    },
    { topic: 'homie/{device}/{node}/${attribute}', kind: 'node attribute', ...FOUR },
    {
      topic: 'homie/{device}/{node}/{property}/set',
      kind: 'command',
      about: SET_ABOUT,
      ...FOUR,
      identifier: '{node}/{property}',
      toDevice: true,
    },
    {
      topic: 'homie/{device}/{node}/{property}/$unit',
      kind: 'property attribute',
      ...FOUR,
      parts: { at: '', name: '{node}/{property}', gives: 'unit' },
    },
    {
      topic: 'homie/{device}/{node}/{property}/$datatype',
      kind: 'property attribute',
      ...FOUR,
      parts: { at: '', name: '{node}/{property}', gives: 'kind' },
    },
    {
      topic: 'homie/{device}/{node}/{property}/$settable',
      kind: 'settable',
      about: { en: 'Whether the property can be set.', zh: '属性是否可设置。' },
      ...FOUR,
      identifier: '{node}/{property}',
    },
    {
      topic: 'homie/{device}/{node}/{property}/${attribute}',
      kind: 'property attribute',
      about: { en: 'What the device says of a property.', zh: '设备对属性的说明。' },
      ...FOUR,
    },
    {
      topic: 'homie/{device}/{node}/{property}',
      kind: 'value',
      about: VALUE_ABOUT,
      ...FOUR,
      parts: { at: '', name: '{node}/{property}' },
    },
  ],
};
