/** Parts that a connection's worker could not load: they are reported and can be retried. */

import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Command } from '../../connection/protocol/protocol.ts';
import { dropNotLoaded, retryOwn, tryAgain, useNotLoaded } from '../kit/language/notLoaded.ts';
import { openFile } from './captures/fileTabs.ts';
import { connectionById } from './connection/connections.ts';
import { SilentHandle } from './connection/handle.testkit.ts';
import { closeConnection, openConnection, setHandleFactory } from './connectionTabs.ts';

let handle: SilentHandle;
let id = '';

beforeEach(() => {
  dropNotLoaded(() => true);
  handle = new SilentHandle();
  setHandleFactory(() => handle);
});
afterEach(() => closeConnection(id));

const told = () => useNotLoaded.getState().all;
const notLoaded = (command: Command) =>
  handle.tell({ kind: 'not-loaded', message: 'Failed to fetch', command });

test('an unreadable file is not shown as loading; a retry reads it', () => {
  id = openFile(new File(['x'], 'x.pcap'));
  const [command] = handle.sent;
  if (command === undefined) throw new Error('Nothing was sent.');
  notLoaded(command);
  expect(connectionById(id)?.file?.state).toEqual({ kind: 'waiting' });
  expect(connectionById(id)?.fault).toBeUndefined();
  expect(told()).toMatchObject([{ part: 'open-file', stays: true }]);
  tryAgain();
  expect(handle.sent).toEqual([command, command]);
  expect(connectionById(id)?.file?.state).toEqual({ kind: 'reading' });
});

test('only the last filter that failed to load is retried, and none once one is set', () => {
  id = openConnection();
  notLoaded({ kind: 'filter', text: 'qos == 1' });
  notLoaded({ kind: 'filter', text: 'qos == 2' });
  expect(told()).toHaveLength(1);
  tryAgain();
  expect(handle.sent).toEqual([{ kind: 'filter', text: 'qos == 2' }]);
  notLoaded({ kind: 'filter', text: 'qos == 2' });
  handle.tell({ kind: 'filter', text: 'qos == 0' });
  expect(told()).toEqual([]);
});

test('once the network is back, what the page shows is loaded again; a message is sent only on request', () => {
  id = openConnection();
  const chart: Command = { kind: 'chart', values: [] };
  const message = { id: 1, topic: 'a', payload: new Uint8Array(), qos: 0, retain: false } as const;
  const publish: Command = { kind: 'publish', message: { ...message, properties: [] } };
  notLoaded(chart);
  notLoaded(publish);
  retryOwn();
  expect(handle.sent).toEqual([chart]);
  expect(told()).toMatchObject([{ part: 'publish' }]);
  tryAgain();
  expect(handle.sent).toEqual([chart, publish]);
});

test('closing its tab removes its pending tasks', () => {
  id = openConnection();
  notLoaded({ kind: 'filter', text: 'qos == 1' });
  closeConnection(id);
  expect(told()).toEqual([]);
});
