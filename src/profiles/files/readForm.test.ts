/** Formats besides JSON, as written by MQTTX. */
import { dump } from 'js-yaml';
import { describe, expect, test } from 'vitest';
import { cpuTime } from '../../base/cpuTime.testkit.ts';
import type { Imported } from './foreignProfile.ts';
import { MQTTX } from './mqttx.testkit.ts';
import { type ReadFile, readProfilesText } from './readFile.ts';

const OTHER = {
  ...MQTTX,
  name: 'true',
  password: 'a,"b"<&>\nc',
  clean: true,
  messages: [],
  subscriptions: [],
  will: { lastWillTopic: '' },
};

async function imported(text: string): Promise<Imported> {
  const file = await readProfilesText(text);
  if (file.kind !== 'imported') throw new Error(JSON.stringify(file));
  return file.imported;
}

/** The result without generated ids. */
const outcome = ({ from, profiles, skipped }: Imported) => ({
  from,
  skipped,
  profiles: profiles.map(({ profile, leftOut }) => ({ ...profile, id: '', leftOut })),
});

const reason = (file: ReadFile): unknown => (file.kind === 'unreadable' ? file.why : file.kind);

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** Written like xml-js does, which MQTTX uses. */
function xmlOf(name: string, value: unknown): string {
  if (Array.isArray(value)) {
    return value.length === 0
      ? `<${name}>EMPTY_ARRAY</${name}>`
      : value.map((item) => xmlOf(name, item)).join('\n');
  }
  if (typeof value !== 'object' || value === null)
    return `<${name}>${escaped(String(value))}</${name}>`;
  const members = Object.entries(value).map(([key, member]) => xmlOf(key, member));
  return `<${name}>\n${members.join('\n')}\n</${name}>`;
}

/** Written like json2csv does: objects as JSON. */
const cell = (value: unknown): string => {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return typeof value === 'number' || typeof value === 'boolean'
    ? text
    : `"${text.replaceAll('"', '""')}"`;
};
const csvOf = (rows: readonly object[]): string =>
  [
    Object.keys(rows[0] ?? {})
      .map(cell)
      .join(','),
    ...rows.map((row) => Object.values(row).map(cell).join(',')),
  ].join('\n');

const XML_HEAD = '<?xml version="1.0" encoding="utf-8"?>\n';

describe('connections are imported with the same result as from JSON', () => {
  const json = () => imported(JSON.stringify([MQTTX, OTHER]));

  test('from YAML', async () => {
    expect(outcome(await imported(dump([MQTTX, OTHER])))).toEqual(outcome(await json()));
    const one = outcome(await imported(dump(MQTTX)));
    expect(one.profiles).toHaveLength(1);
  });

  test('from XML', async () => {
    const several = [MQTTX, OTHER].map((one) => xmlOf('oneConnection', one)).join('\n');
    const text = `${XML_HEAD}<root>\n${several}\n</root>`;
    expect(outcome(await imported(text))).toEqual(outcome(await json()));
    const alone = outcome(await imported(`${XML_HEAD}${xmlOf('root', MQTTX)}`));
    expect(alone).toEqual({ ...outcome(await json()), profiles: alone.profiles });
    expect(alone.profiles).toHaveLength(1);
  });

  test('from CSV, also with spreadsheet prefixes', async () => {
    const text = csvOf([MQTTX, OTHER]).replaceAll('"5.0"', '"=""5.0"""');
    expect(text).toContain('"=""5.0"""');
    expect(outcome(await imported(text))).toEqual(outcome(await json()));
    expect(outcome(await imported(`\uFEFF${text}`))).toEqual(outcome(await json()));
  });
});

describe('skipped input has a reason', () => {
  const bomb = [
    'a: &a [x, x, x, x, x, x, x, x, x]',
    ...Array.from('bcdefgh', (name, at) => {
      const before = Array.from({ length: 9 }, () => `*${'abcdefg'[at] ?? ''}`);
      return `${name}: &${name} [${before.join(', ')}]`;
    }),
  ].join('\n');

  test.each([
    ['YAML with an error', 'a: 1\nb: }\n', { key: 'broken-form', args: { form: 'yaml', line: 2 } }],
    ['an alias bomb', bomb, { key: 'broken-form', args: { form: 'yaml' } }],
    ['deep YAML', `a: ${'['.repeat(1_000_000)}`, { key: 'broken-form', args: { form: 'yaml' } }],
    ['other YAML', 'services:\n  web: 1\n', { key: 'unknown-form', args: { form: 'yaml' } }],
    [
      'an undeclared entity',
      '<root>\n<host>&x;</host></root>',
      { key: 'broken-form', args: { form: 'xml', line: 2 } },
    ],
    ['XML that ends early', '<root><host>', { key: 'broken-form', args: { form: 'xml' } }],
    [
      'an entity bomb',
      '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><root>&b;</root>',
      { key: 'xml-entities' },
    ],
    [
      'deep XML',
      `<root>${'<a>'.repeat(200)}x${'</a>'.repeat(200)}</root>`,
      { key: 'broken-form', args: { form: 'xml' } },
    ],
    ['other XML', '<svg><g/></svg>', { key: 'unknown-form', args: { form: 'xml' } }],
    ['another table', 'no,time\n1,2\n', { key: 'unknown-form', args: { form: 'csv' } }],
    [
      'a table of messages',
      'client_id,connection_name,topic,payload\n"c","n","t","p"\n',
      { key: 'messages-only' },
    ],
    [
      'a large one',
      `name: ${'x'.repeat(17 * 1024 * 1024)}`,
      { key: 'too-large', args: { most: 16 * 1024 * 1024 } },
    ],
    ['a table of Excel', 'PK\u0003\u0004', { key: 'not-json', args: { looks: 'excel' } }],
  ])('%s', async (_, text, why) => {
    const began = cpuTime();
    expect(reason(await readProfilesText(text))).toMatchObject(why);
    expect(cpuTime() - began).toBeLessThan(3000);
  });

  test('nothing becomes a prototype', async () => {
    const text = '- host: h\n  clientId: c\n  __proto__: {polluted: true}\n';
    const { profiles } = await imported(text);
    expect(profiles[0]?.profile).not.toHaveProperty('polluted');
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  });
});
