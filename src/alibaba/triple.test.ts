import { expect, test } from 'vitest';
import { tripleIn } from './triple.ts';

const SECRET = '0123456789abcdef0123456789abcdef';
const ALL = { productKey: 'a1B2c3D4e5F', deviceName: 'dev-0001', deviceSecret: SECRET };

test.each([
  [
    'the console’s JSON',
    `{"ProductKey":"a1B2c3D4e5F","DeviceName":"dev-0001","DeviceSecret":"${SECRET}"}`,
  ],
  [
    'JSON over lines, pasted into one',
    `{  "productKey": "a1B2c3D4e5F",   "deviceName": "dev-0001",   "deviceSecret": "${SECRET}" }`,
  ],
  ['lines with names', `ProductKey: a1B2c3D4e5F\nDeviceName: dev-0001\nDeviceSecret: ${SECRET}`],
  ['Chinese colons', `ProductKey：a1B2c3D4e5F，DeviceName：dev-0001，DeviceSecret：${SECRET}`],
  ['C', `product_key = "a1B2c3D4e5F"; device_name = "dev-0001"; device_secret = "${SECRET}";`],
])('parses %s', (_what, text) => {
  expect(tripleIn(text)).toEqual(ALL);
});

test('the secret may be missing', () => {
  expect(tripleIn('{"ProductKey":"a1B2c3D4e5F","DeviceName":"dev-0001"}')).toEqual({
    ...ALL,
    deviceSecret: undefined,
  });
});

test.each(['a1B2c3D4e5F', 'product key a1', '{"ProductKey":"a1"}', ''])(
  '%s is no triple',
  (text) => {
    expect(tripleIn(text)).toBeUndefined();
  },
);
