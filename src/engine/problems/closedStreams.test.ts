import { expect, test } from 'vitest';
import { CONVENTIONS } from '../../conventions/conventions.ts';
import { TopicNames } from '../log/columns/topicNames.ts';
import { Streams } from '../streams/streams.ts';
import { ProblemFinder } from './problemFinder.ts';

test('many closed streams take next to no memory, even with late bytes', () => {
  const streams = new Streams(new TopicNames(), CONVENTIONS, {
    closed: () => undefined,
    back: () => undefined,
    forgets: () => undefined,
  });
  const finder = new ProblemFinder({
    hasLeadingSlash: () => false,
    topicName: () => undefined,
    found: () => undefined,
    unjudged: () => undefined,
    messageLog: {
      mayHaveCopy: () => false,
      recent: () => [],
      since: () => [],
      compared: () => undefined,
      unacknowledged: () => 0,
      streamFacts: () => undefined,
    },
    isOfOthers: () => false,
    needsComparison: () => false,
    leftBehind: () => () => [],
    openMessages: () => [],
  });
  const open = () => {
    const stream = streams.get(streams.open({}));
    if (stream === undefined) throw new Error('no stream');
    return stream;
  };
  const standing = open();
  finder.gap(standing);
  for (let count = 0; count < 2_000; count += 1) {
    const stream = open();
    finder.gap(stream);
    finder.closed(stream, count);
    streams.close(stream.ordinal, count);
    // The gap is reported after the stream has closed.
    finder.gap(stream);
  }
  expect(finder.remembered).toBeLessThanOrEqual(20);
  expect(finder.lacksPackets(standing)).toBe(true);
});
