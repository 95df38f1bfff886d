/** Tests whether a log contains a refusal of the credentials. */
import { expect, test } from 'vitest';
import { outcomeInText } from './refusalInText.ts';

const isRefusedInText = (text: string, password: string | undefined): boolean =>
  outcomeInText(text, password) === 'refused';

test('a broker with a tcp:// URL can refuse, a closed TCP port cannot', () => {
  expect(isRefusedInText('tcp://host:1883: connect failed, return code 4', undefined)).toBe(true);
  expect(isRefusedInText('tcp host:1883: connection refused', undefined)).toBe(false);
  expect(isRefusedInText('connect ECONNREFUSED: connection refused', undefined)).toBe(false);
});

test('the last reply counts, and one before the password belongs to another sign-in', () => {
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

test.each([
  // Quectel: BC26, EC20, EG91.
  ['+QMTOPEN: 0,0\nOK\n+QMTCONN: 0,0,4\n+QMTSTAT: 0,1', 'refused'],
  ['+QMTCONN: 0,0,5', 'refused'],
  ['+QMTCONN: 0,0,2\n+QMTSTAT: 0,1', undefined],
  ['+QMTSTAT: 0,1', 'failed'],
  ['+QMTCONN: 0,2', 'failed'],
  ['+QMTCONN: 0,0,0\n+QMTSTAT: 0,1', undefined],
  // SIMCom: A7670, SIM7600.
  ['OK\n\n+CMQTTCONNECT: 0,30', 'refused'],
  ['+CMQTTCONNECT: 0,31', 'refused'],
  ['+CMQTTCONNECT: 0,28', undefined],
  ['+CMQTTCONNECT: 0,0', undefined],
  ['+CMQTTCONNECT: 0,4', 'failed'],
  ['+CMQTTCONNECT: 0,26', 'failed'],
  ['+CMQTTCONNECT: 0,0\n+CMQTTCONNLOST: 0,1', undefined],
  // SIMCom: SIM7080.
  ['AT+SMCONN\r\nERROR', 'failed'],
  ['AT+SMCONN\r\nOK', undefined],
  // ESP-AT.
  ['AT+MQTTCONN=0,"host",1883,1\r\n+MQTTDISCONNECTED:0\r\n\r\nERROR', 'failed'],
  ['AT+MQTTCONN=0,"host",1883,1\r\n\r\nERROR', 'failed'],
  ['+MQTTCONNECTED:0,1,"host","1883","",1\r\n\r\nOK\r\n+MQTTDISCONNECTED:0', undefined],
  ['+MQTTCONN:0,0,4,"","","",0', undefined],
  // Microchip.
  ['+MQTTCONNACK:0,134', 'refused'],
  ['+MQTTCONNACK:0,0', undefined],
])('a module says %j: %s', (lines, outcome) => {
  expect(outcomeInText(`password=abc\n${lines}`, 'abc')).toBe(outcome);
  expect(outcomeInText(`${lines}\npassword=abc`, 'abc')).toBe(undefined);
});
