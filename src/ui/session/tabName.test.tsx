import { expect, test } from 'vitest';
import { settingsWith } from '../../profiles/settings/settings.testkit.ts';
import { prepareConnection, renameConnection, useConnections } from './connection/connections.ts';
import { SilentHandle } from './connection/handle.testkit.ts';
import { openConnection, setHandleFactory } from './connectionTabs.ts';
import { tabName, tabNameAmong } from './tabName.ts';

test('marks bidirectional characters of a name', () => {
  const name = 'invoice\u202egnp.pcap';
  expect(tabName({ name, settings: undefined })).not.toContain('\u202e');
  expect(tabName({ name: 'plain.pcap', settings: undefined })).toBe('plain.pcap');
});

test('tabs of the same host differ by scheme and path, further equal names by a number', () => {
  setHandleFactory(() => new SilentHandle());
  const urls = ['mqtt://h:1883', 'ws://h:1883/mqtt', 'mqtt://u:secret@h:1883', 'ws://other:9001/'];
  for (const url of urls) prepareConnection(openConnection(), settingsWith({ url }));
  const named = openConnection();
  renameConnection(named, 'other:9001');
  const { list } = useConnections.getState();
  expect(list.map((one) => tabNameAmong(one, list))).toEqual([
    'mqtt://h:1883',
    'ws://h:1883/mqtt',
    'mqtt://h:1883 (2)',
    'ws://other:9001',
    'other:9001',
  ]);
});

test('tabs that were never connected keep their name', () => {
  setHandleFactory(() => new SilentHandle());
  openConnection();
  openConnection();
  const { list } = useConnections.getState();
  expect(list.slice(-2).map((one) => tabNameAmong(one, list))).toEqual(
    list.slice(-2).map((one) => tabName(one)),
  );
});
