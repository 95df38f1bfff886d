/** Texts of fields are judged while the user types, so none may take longer than its length demands. */
import { expect, test } from 'vitest';
import { cpuTime } from '../../base/cpuTime.testkit.ts';
import type { FilterError } from '../../engine/filter/syntax/filterError.ts';
import { isUnfinished } from './filter/unfinished.ts';
import { draftFor } from './profiles/drafts.ts';
import { splitAddress } from './profiles/typedAddress.ts';
import { repeatOf } from './publish/repeatText.ts';

const LENGTH = 1 << 17;
/** ms; quadratic patterns take 4 s and more. */
const MOST = 2000;
const error: FilterError = {
  from: 0,
  to: 0,
  column: 1,
  fact: { key: 'quote-open', args: {} },
};

test.each([
  ['filter', 'user', (text: string) => isUnfinished(text, error)],
  ['filter', 'payload["', (text: string) => isUnfinished(text, error)],
  ['address', '://', (text: string) => splitAddress('c', `mosquitto_sub -u a ${text}`)],
  ['address', '://a:', (text: string) => splitAddress('c', `mosquitto_sub -u a ${text}`)],
  [
    'topic',
    '{',
    (topics: string) => repeatOf({ per: 'ms', every: '1000', times: '1', topics }, true),
  ],
])('checks a %s of repeated characters in linear time: %j', (_, piece, judge) => {
  const begun = cpuTime();
  judge(`${piece.repeat(LENGTH / piece.length)}\u0001`);
  expect(cpuTime() - begun).toBeLessThan(MOST);
});

test('hides each password of an address without a host', () => {
  splitAddress('c', 'mosquitto_sub -P secret x://u:one@ mqtt://v:two@');
  expect(draftFor('c').url).not.toMatch(/secret|one|two/);
});

test.each([
  ['payload.', true],
  ['qos == 1 && payload["a b', true],
  ['user[', true],
  ['x payload', false],
])('%s is incomplete: %s', (text, expected) => {
  expect(isUnfinished(text, error)).toBe(expected);
});
