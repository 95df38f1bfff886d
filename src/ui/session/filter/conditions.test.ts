import { expect, test } from 'vitest';
import { conditionsIn, toggled } from './conditions.ts';

test.each([
  ['', 'qos == 2', 'qos == 2'],
  ['topic ~ "alarm/#"', 'qos == 2', 'topic ~ "alarm/#" and qos == 2'],
  ['qos = 1 and dup', 'qos == 2', 'dup and qos == 2'],
  ['dup or retain', 'problem', '(dup or retain) and problem'],
  ['qos == 2', 'qos == 2', ''],
  ['qos == 2 and problem', 'problem', 'qos == 2'],
  ['(dup or retain) and problem', 'problem', 'dup or retain'],
  ['exchange.state == open', 'exchange.state == refused', 'exchange.state == refused'],
  ['not qos == 2', 'qos == 2', 'not qos == 2 and qos == 2'],
])('a chip turns %j by %j into %j', (filter, condition, wanted) => {
  expect(toggled(filter, condition)).toBe(wanted);
});

test('conditions are compared as the language prints them', () => {
  expect(conditionsIn('qos=2 and (a or b)')).toEqual(['qos == 2', '"a" or "b"']);
});
