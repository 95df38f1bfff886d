import { expect, it } from 'vitest';
import { UsageError } from '../cli/errors.ts';
import { COMPANION } from './companionOptions.ts';
import { configArguments, configPath, readConfig } from './configFile.ts';

const read = (content: unknown): readonly string[] =>
  configArguments(COMPANION.options, 'a.json', JSON.stringify(content));

it('reads options by their names', () => {
  const origins = ['https://a.example', 'https://b.example'];
  expect(
    read({ http: 0, data: '/var/my data', 'no-demo': true, metrics: false, alibaba: true }),
  ).toEqual(['--http=0', '--data=/var/my data', '--no-demo', '--alibaba']);
  expect(read({ listen: [1883, 'mqtts://:8883'] })).toEqual([
    '--listen=1883',
    '--listen=mqtts://:8883',
  ]);
  expect(read({ 'allow-origin': origins, user: 'ann:x y' })).toEqual([
    ...origins.map((origin) => `--allow-origin=${origin}`),
    '--user=ann:x y',
  ]);
});

it.each([
  [{ htp: 1 }, 'a.json: there is no option "htp" that a file may set. Did you mean "http"?'],
  [{ maxQueued: 1 }, 'Did you mean "max-queued"?'],
  [{ colour: 1 }, 'Use the names of --help without dashes.'],
  [{ 'max-queued': 'many' }, 'a.json: --max-queued must be a whole number'],
  [{ listen: [1883, 70_000] }, 'a.json: --listen takes a port'],
  [{ config: 'b.json' }, 'a.json: there is no option "config"'],
  [{ 'no-demo': 'secret' }, 'a.json: "no-demo" has a value of the wrong type'],
  [{ http: [1] }, 'a.json: "http" has a value of the wrong type'],
  [{ user: [{ secret: 1 }] }, 'a.json: "user" has a value of the wrong type'],
  [['secret'], 'a.json must be a JSON object'],
])('rejects %j without its values', (content, reason) => {
  expect(() => read(content)).toThrow(reason);
  expect(() => read(content)).not.toThrow('secret');
});

it('names the place of an error in JSON, without the text of the file', () => {
  const parse = (text: string) => () => configArguments(COMPANION.options, 'a.json', text);
  expect(parse('{\n  "http": 0,\n  "token": "secret",\n}')).toThrow(
    'a.json (--config), line 3, column 20: not JSON',
  );
  expect(parse('{"http": 1,\n "http": 2}')).toThrow(
    'a.json (--config), line 2, column 3: http is given twice',
  );
  expect(parse('')).toThrow('a.json (--config), line 1, column 1: not JSON');
  expect(parse('\ufeff{"http": 0}')()).toEqual(['--http=0']);
});

it('rejects a missing file as a wrong argument', async () => {
  await expect(readConfig('/nowhere/a.json')).rejects.toThrow(UsageError);
});

it('finds the file among the arguments, or in the environment', () => {
  const variables = { MQTTSCOPE_CONFIG: 'c.json' };
  expect(configPath(['--http', '0', '--config', 'a.json'], {})).toBe('a.json');
  expect(configPath(['--config=a.json', '--config=b.json'], variables)).toBe('b.json');
  expect(configPath(['--http', '0'], variables)).toBe('c.json');
  expect(configPath(['--http', '0'], { MQTTSCOPE_CONFIG: '' })).toBeUndefined();
});
