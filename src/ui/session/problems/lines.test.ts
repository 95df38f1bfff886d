import { describe, expect, test } from 'vitest';
import type {
  FoundProblem,
  ProblemGroup,
  ProblemsReply,
} from '../../../engine/findings/problem.ts';
import { problemLines } from './lines.ts';

function found(rule: string, packet: number): FoundProblem {
  return {
    rule,
    severity: 'error',
    statement: 'MQTT-1.1-1',
    finding: { key: 'second-connect', args: {} },
    packet,
    other: undefined,
    stream: 1,
    time: packet,
  };
}

function group(rule: string, count: number, muted = false): ProblemGroup {
  const first = found(rule, 1);
  return {
    rule,
    severity: 'error',
    statement: 'MQTT-1.1-1',
    edition: 4,
    statements: new Map([['MQTT-1.1-1', count]]),
    count,
    unread: 0,
    muted,
    first,
    last: first,
  };
}

const groups = [group('a', 1), group('b', 3, true), group('c', 4), group('d', 1)];
const reply: ProblemsReply = {
  groups,
  rows: {
    rule: 'c',
    first: 1,
    rows: [found('c', 11), found('c', 12)],
    total: 4,
    forgotten: 0,
  },
};
const shown = (open: string | undefined): string[] => {
  const lines = problemLines(reply, open);
  return Array.from({ length: lines.count }, (_, at) => {
    const line = lines.line(at);
    if (line === undefined) return 'none';
    return line.kind === 'group' ? line.group.rule : `${line.index}:${line.problem?.packet ?? '?'}`;
  });
};

describe('rows of the problems', () => {
  test('are one for each rule, muted ones last', () => {
    expect(shown(undefined)).toEqual(['a', 'c', 'd', 'b']);
  });

  test('show the occurrences below the open one', () => {
    expect(shown('c')).toEqual(['a', 'c', '0:?', '1:11', '2:12', '3:?', 'd', 'b']);
  });

  test('ignore an answer for another rule', () => {
    expect(shown('a')).toEqual(['a', 'c', 'd', 'b']);
  });

  test('are found again by identity', () => {
    const lines = problemLines(reply, 'c');
    for (let at = 0; at < lines.count; at += 1) {
      const place = lines.placeAt(at);
      expect(place && lines.indexOf(place)).toBe(at);
    }
    expect(lines.indexOf({ rule: 'a', row: 0 })).toBeUndefined();
    expect(lines.indexOf({ rule: 'gone', row: undefined })).toBeUndefined();
    expect(lines.placeAt(99)).toBeUndefined();
  });

  test('request the occurrences on screen', () => {
    expect(problemLines(reply, 'c').request(3, 6)).toEqual({ rule: 'c', first: 1, count: 3 });
    expect(problemLines(reply, undefined).request(0, 9)).toEqual({
      rule: undefined,
      first: 0,
      count: 0,
    });
  });
});
