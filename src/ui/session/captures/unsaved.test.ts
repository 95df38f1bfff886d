import { afterEach, expect, test } from 'vitest';
import type { ConnectionState } from '../../../connection/protocol/protocol.ts';
import { CONVENTIONS } from '../../../conventions/conventions.ts';
import { Capture } from '../../../engine/capture/capture.ts';
import { useConnections } from '../connection/connections.ts';
import { CONNECTED } from '../connection/handle.testkit.ts';
import { isUnsaved } from './unsaved.ts';

const CLOSED: ConnectionState = { kind: 'closed', failure: undefined };
/** A tab with a number of packets. The first `savedTo` packets are in a file. */
function tab(packets: number, savedTo = 0, state = CLOSED, unsavedMarks = false) {
  const capture = new Capture({ conventions: CONVENTIONS, originWallClock: 0 });
  const stream = capture.openStream(4);
  for (let at = 0; at < packets; at += 1) capture.packet(stream, 'out', at, Uint8Array.of(0xc0, 0));
  const loop = { counters: () => capture.counters(0) };
  return { capture, id: 'here', state, loop, savedTo, unsavedMarks, tap: undefined };
}

afterEach(() => useConnections.setState({ active: undefined }));

test('an empty capture loses nothing', () => {
  expect(isUnsaved(tab(0))).toBe(false);
});

test('packets are unsaved until a file has the newest', () => {
  expect(isUnsaved(tab(3))).toBe(true);
  expect(isUnsaved(tab(3, 2))).toBe(true);
  expect(isUnsaved(tab(3, 3))).toBe(false);
});

test('after Clear, later packets count, however few', () => {
  const connection = tab(5, 5);
  const { capture } = connection;
  capture.clear();
  expect(isUnsaved(connection)).toBe(false);
  capture.packet(1, 'out', 9, Uint8Array.of(0xc0, 0));
  expect(isUnsaved(connection)).toBe(true);
});

test('a background connection may have received unseen packets', () => {
  useConnections.setState({ active: 'another' });
  expect(isUnsaved(tab(3, 3, CONNECTED))).toBe(true);
  expect(isUnsaved(tab(3, 3, CLOSED))).toBe(false);
  useConnections.setState({ active: 'here' });
  expect(isUnsaved(tab(3, 3, CONNECTED))).toBe(false);
});

test('a file can lose only its marks', () => {
  expect(isUnsaved(tab(3, 0, { kind: 'file' }))).toBe(false);
  expect(isUnsaved(tab(3, 0, { kind: 'file' }, true))).toBe(true);
});
