import { expect, it } from 'vitest';
import { COMPANION } from './companionOptions.ts';
import { environmentArguments } from './environmentOptions.ts';

const read = (environment: Record<string, string>): readonly string[] =>
  environmentArguments(COMPANION.options, environment);

it('reads options from variables with their names', () => {
  expect(read({ PATH: '/bin', MQTTSCOPE_HTTP: '', MQTTSCOPE_USERS: 'ann:x' })).toEqual([]);
  expect(read({ MQTTSCOPE_HTTP: '0', MQTTSCOPE_DATA: '/var/my data' })).toEqual([
    '--http=0',
    '--data=/var/my data',
  ]);
  expect(read({ MQTTSCOPE_NO_DEMO: '1', MQTTSCOPE_METRICS: 'true', MQTTSCOPE_OPEN: '0' })).toEqual([
    '--no-demo',
    '--metrics',
  ]);
  expect(read({ MQTTSCOPE_LISTEN: '1883 mqtts://:8883' })).toEqual([
    '--listen=1883',
    '--listen=mqtts://:8883',
  ]);
  expect(read({ MQTTSCOPE_ALLOW_ORIGIN: 'https://a.example  https://b.example' })).toEqual([
    '--allow-origin=https://a.example',
    '--allow-origin=https://b.example',
  ]);
});

it('rejects a switch that is neither on nor off', () => {
  expect(() => read({ MQTTSCOPE_NO_DEMO: 'yes' })).toThrow('MQTTSCOPE_NO_DEMO must be 1 or 0');
});
