import { describe, expect, it } from 'vitest';
import { parsePredefinedTopics } from './predefinedTopics.ts';

describe('predefined topics', () => {
  it('are a number and a topic on each line', () => {
    const text = '# plant\n1 plant/door\r\n\n  22\tplant/window left\n';
    expect(parsePredefinedTopics(text)).toEqual({
      ok: true,
      topics: new Map([
        [1, 'plant/door'],
        [22, 'plant/window left'],
      ]),
    });
  });

  it.each([
    ['1', 'form'],
    ['0 a', 'number'],
    ['65535 a', 'number'],
    ['one a', 'number'],
    ['1 a/#', 'topic'],
    ['1 b', 'twice'],
  ])('%j on the second line is reported: %s', (line, error) => {
    expect(parsePredefinedTopics(`1 a\n${line}`)).toEqual({ ok: false, line: 2, error });
  });
});
