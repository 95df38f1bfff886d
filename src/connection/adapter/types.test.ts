/** mqtt.js has types of Node; the worker has no `Buffer` and no `process`. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const ADAPTER = ['adapter/asMqttJs.ts', 'adapter/mqttjs.ts'];

const module = fileURLToPath(new URL('..', import.meta.url));
const sources = readdirSync(module, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts') && !/\.(test|testkit)\.ts$/.test(name))
  .map((name) => ({
    name,
    text: readFileSync(`${module}/${name}`, 'utf8').replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*/g, ''),
  }));

test('only the adapter imports mqtt.js', () => {
  const importers = sources.filter(({ text }) => /from 'mqtt'|import\('mqtt'\)/.test(text));
  expect(importers.map(({ name }) => name).toSorted()).toEqual(ADAPTER);
});

test('only the mqtt.js translation uses Node’s APIs', () => {
  const users = sources.filter(({ text }) =>
    /\b(Buffer|process|setImmediate|require)\b/.test(text),
  );
  expect(users.map(({ name }) => name)).toEqual(['adapter/asMqttJs.ts']);
});
