import { expect, test } from 'vitest';
import { originOf } from '../../../connection/files/streamOrigins.ts';
import { en } from '../../../i18n/en/texts.ts';
import { zh } from '../../../i18n/zh/texts.ts';
import type { ConnectionSettings } from '../../../profiles/settings/settings.ts';
import { settingRows } from './settingRows.ts';

const SETTINGS: ConnectionSettings = {
  url: 'ws://broker.example:8083/mqtt',
  version: 5,
  clientId: 'press-1',
  signIn: { kind: 'password', userName: 'hall', password: 'open sesame' },
  cleanStart: false,
  keepAlive: 30,
  sessionExpiry: 0xffff_ffff,
  will: { topic: 'press/1/gone', payload: new Uint8Array(), qos: 1, retain: true, properties: [] },
  subscriptions: [
    { filter: 'press/#', qos: 2, noLocal: true, retainAsPublished: false, retainHandling: 2 },
    { filter: 'hall', qos: 0, noLocal: false, retainAsPublished: false, retainHandling: 0 },
  ],
};

const keptOf = (settings: ConnectionSettings) => originOf(settings, settings.url, 0).settings ?? {};

test('describes the settings of our own connection in words', () => {
  expect(settingRows(keptOf(SETTINGS), en)).toEqual([
    ['URL', 'ws://broker.example:8083/mqtt'],
    ['Protocol version', 'MQTT 5.0'],
    ['Client ID', 'press-1'],
    ['Clean start', 'off'],
    ['Keep alive', '30 s'],
    ['Session expiry', 'never'],
    ['Sign in as', 'User and password'],
    ['Will', 'press/1/gone · QoS 1 · retained'],
    ['Subscription 1', 'press/# · QoS 2 · No local · Retained messages: do not send'],
    ['Subscription 2', 'hall · QoS 0'],
  ]);
});

test('describes them in Chinese, too, with values as sent', () => {
  expect(settingRows(keptOf(SETTINGS), zh)).toEqual([
    ['URL', 'ws://broker.example:8083/mqtt'],
    ['协议版本', 'MQTT 5.0'],
    ['客户端 ID', 'press-1'],
    ['Clean Start', '关'],
    ['心跳间隔', '30 秒'],
    ['会话过期间隔', '永不过期'],
    ['登录方式', '用户名和密码'],
    ['遗嘱消息', 'press/1/gone · QoS 1 · 保留'],
    ['订阅 1', 'press/# · QoS 2 · 不接收自己的消息（No Local） · 保留消息：不发送'],
    ['订阅 2', 'hall · QoS 0'],
  ]);
});

test('shows an Alibaba device’s sign-in, and omits unset settings', () => {
  const settings: ConnectionSettings = {
    ...SETTINGS,
    version: 4,
    signIn: {
      kind: 'alibaba',
      how: 'direct',
      authUrl: '',
      productKey: 'a1Zd7n5yTt8',
      deviceName: 'press',
      deviceSecret: 'x',
      regionId: 'cn-shanghai',
      instanceId: '',
      signMethod: 'hmacsha256',
      secureMode: 3,
      timestamp: { kind: 'now' },
    },
    will: undefined,
    subscriptions: [],
  };
  expect(settingRows(keptOf(settings), en).slice(3)).toEqual([
    ['Clean session', 'off'],
    ['Keep alive', '30 s'],
    ['Sign in as', 'Alibaba Cloud IoT'],
    ['Product key', 'a1Zd7n5yTt8'],
    ['Device name', 'press'],
    ['Region', 'cn-shanghai'],
    ['Sign method', 'hmacsha256'],
    ['Secure mode', '3'],
  ]);
});

test('shows settings written by another program unchanged', () => {
  const foreign = { url: 7, constructor: 'x', hull: { size: [1] }, signIn: { kind: 'badge' } };
  expect(settingRows(foreign, zh)).toEqual([
    ['url', '7'],
    ['constructor', 'x'],
    ['hull.size.0', '1'],
    ['signIn.kind', 'badge'],
  ]);
});
