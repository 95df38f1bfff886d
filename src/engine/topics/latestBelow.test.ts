/** Tests the last values of a branch, as requested by a board. */
import { expect, test } from 'vitest';
import { decodeUtf8, encodeUtf8 } from '../../base/utf8.ts';
import { CONVENTIONS } from '../../conventions/conventions.ts';
import { Capture } from '../capture/capture.ts';
import { publishBytes } from './messages.testkit.ts';

const LIMITS = { topics: 3, bytes: 4 };

function captureOf(...messages: readonly (readonly [topic: string, payload: string])[]): Capture {
  const capture = new Capture({ conventions: CONVENTIONS, originWallClock: 0 });
  const stream = capture.openStream();
  for (const [at, [topic, payload]] of messages.entries()) {
    capture.packet(stream, 'in', at, publishBytes(topic, encodeUtf8(payload)));
  }
  return capture;
}

const read = (capture: Capture, path: string): readonly string[] =>
  capture
    .latest(path, LIMITS)
    .map(({ topic, payload, time, before }) =>
      [topic, decodeUtf8(payload), time, before && decodeUtf8(before.payload)].join(' '),
    );

test('each with its predecessor, in tree order', () => {
  const capture = captureOf(
    ['b/2', 'old'],
    ['b/1', 'one'],
    ['b/2', 'new'],
    ['a', 'x'],
    ['b', 'top'],
  );
  expect(read(capture, 'b')).toEqual(['b top 4 ', 'b/1 one 1 ', 'b/2 new 2 old']);
  expect(read(capture, 'c')).toEqual([]);
});

test('at most as many topics, and bytes of a payload, as requested', () => {
  const capture = captureOf(['b/1', '123456'], ['b/2', ''], ['b/3', ''], ['b/4', '']);
  expect(read(capture, 'b')).toEqual(['b/1 1234 0 ', 'b/2  1 ', 'b/3  2 ']);
});
