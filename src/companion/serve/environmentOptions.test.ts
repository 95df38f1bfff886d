import { expect, it } from 'vitest';
import { COMPANION } from './companionOptions.ts';
import {
  environmentArguments,
  misspeltVariables,
  withoutSwitchedOff,
} from './environmentOptions.ts';

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

it('names the variable of a wrong value', () => {
  expect(() => read({ MQTTSCOPE_MAX_QUEUED: 'many' })).toThrow(
    'MQTTSCOPE_MAX_QUEUED: --max-queued must be a whole number',
  );
});

it('turns off switches of the configuration file', () => {
  const settings = ['--no-demo', '--metrics', '--http=0'];
  const left = (environment: Record<string, string>) =>
    withoutSwitchedOff(settings, COMPANION.options, environment);
  expect(left({ MQTTSCOPE_NO_DEMO: '0' })).toEqual(['--metrics', '--http=0']);
  expect(left({ MQTTSCOPE_METRICS: 'false' })).toEqual(['--no-demo', '--http=0']);
  expect(left({ MQTTSCOPE_NO_DEMO: '1', MQTTSCOPE_HTTP: '0' })).toEqual(settings);
});

it('finds misspelt variables, and no others', () => {
  const variables = {
    MQTTSCOPE_MAX_QUEUD: '5',
    MQTTSCOPE_HTTP: '0',
    MQTTSCOPE_USERS: '',
    MQTTSCOPE_PASSWORD: '',
    MQTTSCOPE_CHROMIUM: '',
    HTTPS: '',
  };
  expect(misspeltVariables(COMPANION.options, variables)).toEqual([
    ['MQTTSCOPE_MAX_QUEUD', 'MQTTSCOPE_MAX_QUEUED'],
  ]);
});
