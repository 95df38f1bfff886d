import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { readConventionFile } from './files/readFile.ts';
import { Talk, wholeConvention } from './files/talk.testkit.ts';
import { SHIPPED } from './shipped.ts';
import { TASMOTA_HEAD } from './tasmota/convention.ts';

const DOCS = path.join(import.meta.dirname, '..', '..', 'docs');
const page = readFileSync(path.join(DOCS, 'conventions.md'), 'utf8');

test('the example works unchanged', () => {
  const [, example = ''] = /```json\n([^]*?)```/.exec(page) ?? [];
  const read = readConventionFile(example);
  expect(read.ok ? [] : read.errors).toEqual([]);
  if (!read.ok) return;
  const talk = new Talk(wholeConvention(read.file));
  talk.say('in', 'plant/list', { boilers: [{ id: 'south/b2', label: 'Old one' }] });
  talk.say('in', 'plant/north/b1/here', { state: 'down' }, true);
  expect(talk.device('boilers', 'north/b1')?.row).toMatchObject({ state: 'offline', said: 'down' });
  talk.say('in', 'plant/north/b1/here', 'up', true);
  expect(talk.device('boilers', 'north/b1')?.row).toMatchObject({ state: 'online', said: 'up' });
  talk.say('in', 'plant/north/b1/data', { label: 'New one', values: { water: { temp: 91 } } });
  talk.say('out', 'plant/north/b1/ask/level', { id: 1, from: 'me' });
  talk.say('in', 'plant/me/answer', { id: 1, code: 7, text: 'dry' });
  expect(talk.devices().map(({ id, name, state, alarms }) => [id, name, state, alarms])).toEqual([
    ['north/b1', 'New one', 'online', 1],
    ['south/b2', 'Old one', undefined, 0],
  ]);
  expect(talk.pairs('boilers')).toMatchObject([{ code: 7, isFailure: true, message: 'dry' }]);
});

test('the table lists every built-in convention in order, with a capture', () => {
  const shown = [...page.matchAll(/^\| ([^|]+) \|.*\]\((conventions\/[^)]+)\) \|$/gm)];
  expect(shown.map(([, name]) => name)).toEqual([
    'Alibaba Cloud IoT Platform',
    'Sparkplug B',
    'Home Assistant',
    TASMOTA_HEAD.name,
    ...SHIPPED.map(({ head }) => head.name),
  ]);
  for (const [, , file = ''] of shown)
    expect([file, existsSync(path.join(DOCS, file))]).toEqual([file, true]);
});
