import { expect, test } from 'vitest';
import type { PublishRequest } from '../../../connection/protocol/protocol.ts';
import { newEntry, SENT_KEPT, withEntry, withOutcomes, withProgress } from './sent.ts';

const message = (id: number): PublishRequest => ({
  id,
  topic: 'a/b',
  payload: new Uint8Array(),
  qos: 1,
  retain: false,
  properties: [],
});

test('the newest is first, and the oldest are removed', () => {
  let list = withEntry([], newEntry(message(1), 0, 'ws://h', undefined));
  for (let id = 2; id <= SENT_KEPT + 5; id += 1) {
    list = withEntry(list, newEntry(message(id), 0, 'ws://h', undefined));
  }
  expect(list).toHaveLength(SENT_KEPT);
  expect(list[0]?.id).toBe(SENT_KEPT + 5);
  expect(list.at(-1)?.id).toBe(6);
});

test('an outcome updates only its own entry; the others stay the same objects', () => {
  const list = [newEntry(message(2), 0, '', undefined), newEntry(message(1), 0, '', undefined)];
  const after = withOutcomes(list, [[1, { kind: 'sent', packet: 9 }]]);
  expect(after[0]).toBe(list[0]);
  expect(after[1]?.outcome).toEqual({ kind: 'sent', packet: 9 });
});

test('a repeat counts its messages by current state', () => {
  const list = [newEntry(message(10), 0, '', { times: 3, every: 5 })];
  const after = withOutcomes(list, [
    [10, { kind: 'queued' }],
    [10, { kind: 'in-flight', packet: 1 }],
    [11, { kind: 'in-flight', packet: 2 }],
    [10, { kind: 'acknowledged', ms: 3, code: 0, packet: 1 }],
    [12, { kind: 'in-flight', packet: 3 }],
    [12, { kind: 'refused', code: 0x87, reasonString: undefined, packet: 3 }],
  ]);
  expect(after[0]?.tally).toEqual({ queued: 0, 'in-flight': 1, acknowledged: 1, refused: 1 });
  expect([...(after[0]?.open ?? [])]).toEqual([[11, 'in-flight']]);
});

test('a timed-out message may still be acknowledged', () => {
  const list = [newEntry(message(1), 0, '', undefined)];
  const after = withOutcomes(list, [
    [1, { kind: 'timed-out', packet: 4 }],
    [1, { kind: 'acknowledged', ms: 31_000, code: 0, packet: 4 }],
  ]);
  expect(after[0]?.outcome.kind).toBe('acknowledged');
  expect(after[0]?.open.size).toBe(0);
});

test('only a repeat is active until reported as done', () => {
  const single = newEntry(message(1), 0, '', undefined);
  const repeat = newEntry(message(2), 0, '', { times: 5, every: 1 });
  expect([single.done, repeat.done]).toEqual([true, false]);
  const progress = { sent: 3, rate: 30, sizes: [7, 9] } as const;
  const told = { kind: 'repeating', id: 2, times: 5, done: true, ...progress } as const;
  expect(withProgress([single, repeat], told)).toMatchObject([{ id: 1 }, { done: true, progress }]);
});
