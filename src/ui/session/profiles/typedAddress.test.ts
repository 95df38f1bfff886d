// @vitest-environment jsdom
import { expect, test } from 'vitest';
import { placeIn } from './typedAddress.ts';

test.each([
  ['broker.example', undefined, undefined],
  ['broker.example:9001', 9001, undefined],
  ['ws://broker.example:9001', 9001, false],
  ['http://broker.example', 80, false],
  ['https://broker.example', 443, true],
  ['wss://broker.example:8084', 8084, true],
])('%s leaves open how to connect', (text, port, secure) => {
  expect(placeIn(text)).toEqual({
    host: 'broker.example',
    port,
    ...(secure !== undefined && { secure }),
  });
});

test.each([
  'ws://broker.example:9001/',
  'ws://broker.example:9001/mqtt',
  'wss://broker.example?token=1',
  'broker.example/mqtt',
  'mqtt://broker.example',
  'wss://a1.iot-as-mqtt.cn-shanghai.aliyuncs.com',
  'ws://',
  '',
])('%j names its address, or none', (text) => {
  expect(placeIn(text)).toBeUndefined();
});
