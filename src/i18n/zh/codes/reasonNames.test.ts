import { expect, test } from 'vitest';
import { reasonCodeName } from '../../../mqtt/tables/reasonCodes.ts';
import { zh } from '../texts.ts';

test('each rejection and each DISCONNECT has a Chinese name', () => {
  const codes = Array.from({ length: 0x80 }, (_one, at) => at + 0x80);
  const names = [
    ...[1, 2, 3, 4, 5].map((code) => reasonCodeName('connack', code, 4)),
    ...codes.map((code) => reasonCodeName('connack', code, 5)),
    ...codes.map((code) => reasonCodeName('disconnect', code, 5)),
  ].filter((name) => name !== undefined);
  expect(names.length).toBeGreaterThan(40);
  for (const name of names) {
    expect(zh.failures.reason(name)).toMatch(/\p{Script=Han}/u);
    expect(zh.failures.reason(name)).not.toMatch(/Refused|[a-z] [a-z]/);
  }
  expect(zh.failures.reason('something new')).toBe('something new');
});
