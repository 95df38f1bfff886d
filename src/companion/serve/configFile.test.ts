import { expect, it } from 'vitest';
import { COMPANION } from './companionOptions.ts';
import { configArguments, configPath } from './configFile.ts';

const read = (content: unknown): readonly string[] =>
  configArguments(COMPANION.options, 'a.json', JSON.stringify(content));

it('reads options by their names', () => {
  const origins = ['https://a.example', 'https://b.example'];
  expect(
    read({ http: 0, data: '/var/my data', 'no-demo': true, metrics: false, alibaba: true }),
  ).toEqual(['--http=0', '--data=/var/my data', '--no-demo', '--alibaba']);
  expect(read({ listen: [1883, 'mqtts://:8883'], 'trust-proxy': '10.0.0.0/8' })).toEqual([
    '--listen=1883',
    '--listen=mqtts://:8883',
    '--trust-proxy=10.0.0.0/8',
  ]);
  expect(read({ 'allow-origin': origins, user: 'ann:x y' })).toEqual([
    ...origins.map((origin) => `--allow-origin=${origin}`),
    '--user=ann:x y',
  ]);
});

it.each([
  [{ htp: 1 }, 'a.json: there is no option "htp"'],
  [{ config: 'b.json' }, 'a.json: there is no option "config"'],
  [{ 'no-demo': 'secret' }, 'a.json: "no-demo" has a value of the wrong type'],
  [{ http: [1] }, 'a.json: "http" has a value of the wrong type'],
  [{ user: [{ secret: 1 }] }, 'a.json: "user" has a value of the wrong type'],
  [['secret'], 'a.json must be a JSON object'],
])('rejects %j without its values', (content, reason) => {
  expect(() => read(content)).toThrow(reason);
  expect(() => read(content)).not.toThrow('secret');
});

it('finds the file among the arguments', () => {
  expect(configPath(['--http', '0', '--config', 'a.json'])).toBe('a.json');
  expect(configPath(['--config=a.json', '--config=b.json'])).toBe('b.json');
  expect(configPath(['--http', '0'])).toBeUndefined();
});
