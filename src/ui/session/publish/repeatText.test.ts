import { expect, test } from 'vitest';
import { ENDLESS } from '../../../connection/protocol/protocol.ts';
import { repeatOf } from './repeatText.ts';

const TEXT = { per: 'ms', every: '1000', times: '10', topics: '' } as const;

test('every n ms or n times a second, with a count or until stopped', () => {
  expect(repeatOf(TEXT, false)).toEqual({ repeat: { every: 1000, times: 10 }, rate: 1 });
  const fast = { ...TEXT, per: 'rate', every: '5000', times: '' } as const;
  expect(repeatOf(fast, false)).toEqual({
    repeat: { every: 0.2, times: ENDLESS },
    rate: undefined,
  });
});

test('each time to each topic, one per line', () => {
  const two = { ...TEXT, topics: 'a\n\nb/{{n}}\r\n' };
  expect(repeatOf(two, true)).toEqual({
    repeat: { every: 1000, times: 20, topics: ['a', 'b/{{n}}'] },
    rate: 2,
  });
});

test('more than 5,000 messages a second in total are rejected; errors are reported at their field', () => {
  const many = Array.from({ length: 11 }, (_, at) => `t/${at}`).join('\n');
  expect(repeatOf({ ...TEXT, every: '2', topics: many }, false).errors).toHaveProperty('every');
  expect(repeatOf({ ...TEXT, every: '0' }, false).errors).toHaveProperty('every');
  expect(repeatOf({ ...TEXT, every: '86400001' }, false).errors).toHaveProperty('every');
  const rare = { ...TEXT, per: 'rate', every: '0' } as const;
  expect(repeatOf(rare, false).errors?.every).toBe('More than 0, such as 0.5 or 100.');
  expect(repeatOf({ ...TEXT, times: '0' }, false).errors).toHaveProperty('times');
  expect(repeatOf({ ...TEXT, topics: 'a/+' }, false).errors?.topics).toContain('a/+');
  expect(repeatOf({ ...TEXT, topics: 'a/{{x}}#' }, true).errors?.topics).toContain('#');
});
