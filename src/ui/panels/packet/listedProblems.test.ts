import { expect, test } from 'vitest';
import type { FoundProblem } from '../../../engine/findings/problem.ts';
import { explain as words } from '../../../i18n/en/packets/explain.ts';
import type { PacketProblem } from '../../../mqtt/dissect/dissection.ts';
import { listProblems } from './listedProblems.ts';

const bytes = (statement: string, severity: PacketProblem['severity']): PacketProblem => ({
  severity,
  statement,
  breach: { key: 'said', args: { text: `bytes ${statement}` } },
  offset: 0,
  length: 1,
});
const rule = (id: string, statement: string, severity: FoundProblem['severity']): FoundProblem => ({
  rule: id,
  severity,
  statement,
  finding: { key: 'dollar-topic', args: { topic: id } },
  packet: 1,
  other: 7,
  stream: 1,
  time: 0,
});

test('a finding shared by a rule and the bytes is shown once, by the rule', () => {
  const listed = listProblems(
    {
      problems: [bytes('MQTT-3.3.1-4', 'malformed'), bytes('MQTT-4.7.1.1', 'caution')],
      found: [rule('qos-3', 'MQTT-3.3.1-4', 'error')],
    },
    words,
  );
  expect(listed.map(({ title, kind, text }) => [title, kind, text])).toEqual([
    ['QoS is 3', 'malformed', 'The client publishes to "qos-3".'],
    [undefined, 'caution', 'bytes MQTT-4.7.1.1'],
  ]);
});

test('errors are first, with what to do; rules of a newer file keep their names', () => {
  const listed = listProblems(
    {
      problems: [],
      found: [
        rule('overlapping-subscriptions', 'MQTT-3.3.4-2', 'note'),
        rule('future', 'MQTT-1', 'error'),
      ],
    },
    words,
  );
  expect(listed.map(({ title }) => title)).toEqual(['future', 'Overlapping subscriptions']);
  expect(listed[1]?.remedy).not.toBe('');
  expect(listed[1]?.other).toBe(7);
});
