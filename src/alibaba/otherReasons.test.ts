/** Tests other reasons for a refusal, by the known facts of a sign-in. */
import { expect, test } from 'vitest';
import { otherReasons } from './otherReasons.ts';

test('a device that got a reply has no reasons before or after the reply', () => {
  const stages = (isRefused: boolean) =>
    new Set(otherReasons({ isRefused }).map(({ stage }) => stage));
  expect(stages(true)).toEqual(new Set(['connect']));
  expect(stages(false)).toEqual(new Set(['connect', 'after-connect', 'before-connect']));
  expect(otherReasons({ isRefused: true })[0]).toMatchObject({
    key: 'secret-entered',
    isLikely: true,
  });
  expect(otherReasons().map(({ key }) => key)).not.toContain('secret-entered');
});
