import { expect, test } from 'vitest';
import { CONVENTIONS } from '../../conventions/conventions.ts';
import { Capture } from '../../engine/capture/capture.ts';
import { publishBytes } from '../../engine/topics/messages.testkit.ts';
import { countedSlices } from '../countedSlices.testkit.ts';
import { NameQuestions } from './nameQuestions.ts';

const TOPICS = 12_000;
const SLICE = 6_000;

function begin() {
  const { environment, ...turns } = countedSlices();
  const capture = new Capture({ conventions: CONVENTIONS, originWallClock: 0 });
  const stream = capture.openStream(4);
  for (let n = 0; n < TOPICS; n += 1) {
    capture.packet(stream, 'in', n, publishBytes(`plant/${n}`, 'x'));
  }
  const questions = new NameQuestions(environment, capture);
  const find = (text: string, place: 'palette' | 'charts' = 'palette') =>
    questions.find({ kind: 'find-topics', text, most: 3, place });
  return { find, ...turns };
}

test('lets other work run between the slices', async () => {
  const { find, turn, longest } = begin();
  const found = find('plant/1199');
  let turns = 1;
  while (turn() > 0) turns += 1;
  expect(await found).toEqual([
    { topic: 'plant/1199', messages: 1 },
    { topic: 'plant/11990', messages: 1 },
    { topic: 'plant/11991', messages: 1 },
  ]);
  expect(turns).toBeGreaterThan(5);
  expect(longest()).toBeLessThanOrEqual(SLICE + 2_000);
});

test('a new request from the same place ends only that place’s previous one', async () => {
  const { find, turn } = begin();
  const first = find('plant');
  const other = find('plant/7', 'charts');
  const second = find('');
  // The finished one takes no further turn.
  expect(turn()).toBe(1);
  expect(await first).toEqual([]);
  expect(await second).toEqual([]);
  while (turn() > 0);
  expect(await other).toHaveLength(3);
});
