/** Whether a log says that the credentials were refused. */
import { expect, test } from 'vitest';
import { isRefusedInText } from './refusalInText.ts';

test('a broker that is called by a tcp:// URL can refuse, a closed TCP port cannot', () => {
  expect(isRefusedInText('tcp://host:1883: connect failed, return code 4', undefined)).toBe(true);
  expect(isRefusedInText('tcp host:1883: connection refused', undefined)).toBe(false);
  expect(isRefusedInText('connect ECONNREFUSED: connection refused', undefined)).toBe(false);
});

test('the last answer counts, and one that stands before the password is to another', () => {
  const refused = 'Connected with result code 5';
  expect(isRefusedInText(`password=abc\n${refused}`, 'abc')).toBe(true);
  expect(isRefusedInText(`${refused}\npassword=abc`, 'abc')).toBe(false);
  expect(isRefusedInText(`${refused}\nConnected with result code 0`, undefined)).toBe(false);
});

test.each([
  ['连接失败，返回码：4', true],
  ['返回码 5', true],
  ['返回码=2', false],
  ['返回码：404', false],
  ['aiot_mqtt_connect failed: -0x0304', true],
  ['[1609459200.123][LK-0315] MQTT authorize fail, disconnect', true],
  ['STATE_MQTT_CONNACK_RCODE_NOT_AUTHORIZED', true],
  ['STATE_MQTT_CONNACK_RCODE_BAD_USERNAME_PASSWORD', true],
  ['MQTT_CONNACK_BAD_USERDATA_ERROR', true],
  ['aiot_mqtt_connect failed: -0x0303', false],
  ['res = -0x03041', false],
])('%s: %s', (line, isRefused) => {
  expect(isRefusedInText(`password=abc\n${line}`, 'abc')).toBe(isRefused);
});
