import { expect, test } from 'vitest';
import { complete, LOCAL_PEER } from '../core/broker.testkit.ts';
import { RecordingBroker } from './recordingBroker.ts';

const MEBIBYTE = new Uint8Array(1024 * 1024);

/** Sends this many MiB over an open connection, after as many over a closed one. */
function recorded(count: number): { readonly begun: RecordingBroker; readonly long: number } {
  let long = 0;
  const begun = new RecordingBroker(complete({}), () => {
    long += 1;
  });
  const closed = begun.open(LOCAL_PEER, 1);
  for (let at = 0; at < 3; at += 1) begun.receive(closed, MEBIBYTE, 1);
  begun.close(closed, 2);
  const open = begun.open(LOCAL_PEER, 2);
  for (let at = 0; at < count; at += 1) begun.receive(open, MEBIBYTE, 3);
  return { begun, long };
}

test('a recording reports once that it is long; closed connections do not count', () => {
  expect(recorded(3).long).toBe(0);
  expect(recorded(8).long).toBe(1);
});

test('a recording is used once, and not if it was too long', () => {
  const { begun } = recorded(30);
  expect(begun.takeOver().map(({ id, passed }) => [id, passed.length])).toEqual([[2, 30]]);
  expect(() => begun.takeOver()).toThrow('in time');
  expect(() => recorded(40).begun.takeOver()).toThrow('in time');
});
