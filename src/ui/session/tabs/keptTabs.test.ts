/** Stored tabs for a reload. */
import { describe, expect, test } from 'vitest';
import { UNTOUCHED } from '../../../profiles/settings/plainSubscription.ts';
import { emptyDraft } from '../profiles/draft.ts';
import { draftWithoutSecrets, lacksSecret } from '../profiles/keptDraft.ts';
import { EMPTY_FORM } from '../publish/form.ts';
import { type KeptConnection, readTabs, writeTabs } from './keptTabs.ts';

const { large: _large, ...form } = EMPTY_FORM;
const draft = {
  ...emptyDraft('me'),
  url: 'wss://broker.example/mqtt?token=abc',
  userName: 'ann',
  password: 'hunter2',
  deviceSecret: 's3cret',
  scram: 'SCRAM-SHA-256',
  properties: [
    { name: 'receiveMaximum', value: '7', key: '' },
    { name: 'userProperty', value: 'hunter2', key: 'token' },
  ],
  subscriptions: [
    { filter: 'a/#', qos: 1, noLocal: true, retainAsPublished: false, retainHandling: 2 },
    UNTOUCHED,
  ],
  typedFilter: { filter: 'half/typ', qos: 2 },
  answers: [{ id: 'ping' }],
} as const;

const tab: KeptConnection = {
  kind: 'connection',
  name: 'plant',
  draft: draftWithoutSecrets(draft),
  used: draftWithoutSecrets(draft),
  lacksSecret: true,
  linked: undefined,
  filter: { text: 'qos > 0', answers: true },
  view: { screen: 'capture', panel: 'topic', front: 'charts' },
  topic: 'plant/hall-1/temp',
  form: { ...form, topic: 't', userProperties: [{ name: 'a', value: 'b' }] },
};

const FILE = { kind: 'file', name: 'night.pcap', size: 7 } as const;
const SENSORS = { ...FILE, sensorTopics: '7 plant/door\n' } as const;
const TAPS = [
  { kind: 'tap', name: 'all', clients: 'all', from: 0 },
  { kind: 'tap', name: 'press', clients: ['press-1', 'oven'], from: undefined },
] as const;

describe('tabs', () => {
  test('are restored, without a secret', () => {
    const kept = { tabs: [tab, { ...tab, packets: '0f-7a' }, FILE, SENSORS, ...TAPS], front: 1 };
    const text = writeTabs(kept);
    expect(text).not.toMatch(/hunter2|s3cret|abc/);
    expect(readTabs(text)).toEqual(kept);
    expect(lacksSecret(draft, tab.draft)).toBe(true);
    expect(lacksSecret(tab.draft, tab.draft)).toBe(false);
  });

  test('are limited, and omit large payloads', () => {
    const large = { ...tab, form: { ...tab.form, payload: 'x'.repeat(200_000) } };
    const { tabs } = readTabs(
      writeTabs({ tabs: Array.from({ length: 30 }, () => large), front: 0 }),
    );
    expect(tabs).toHaveLength(24);
    expect(tabs[0]).toEqual({ ...tab, form: { ...tab.form, payload: '' } });
  });

  test('of an unknown shape are rejected', () => {
    expect(() => readTabs('{"format":2,"tabs":[]}')).toThrow('format');
  });

  test('that cannot be read are left out, and the others keep their places', () => {
    const text = writeTabs({ tabs: [tab, FILE, ...TAPS], front: 2 });
    const damaged = text.replace('"version":', '"version":6,"was":').replace(/\]\}$/, ',null]}');
    const { tabs, front } = readTabs(damaged);
    expect([tabs, front]).toEqual([[undefined, FILE, ...TAPS, undefined], 2]);
  });

  test('show the first panel if theirs is gone', () => {
    const text = writeTabs({ tabs: [tab], front: 0 }).replace('"panel":"topic"', '"panel":"gone"');
    expect(readTabs(text).tabs[0]).toMatchObject({ view: { panel: 'packets' } });
  });

  test('open Watch if they had shown the view of Alink', () => {
    const text = writeTabs({ tabs: [tab], front: 0 }).replace('"panel":"topic"', '"panel":"alink"');
    expect(readTabs(text).tabs[0]).toMatchObject({ view: { panel: 'topic' } });
  });
});
