/** Whether a log says that the credentials were refused. */
import { expect, test } from 'vitest';
import { isRefusedInText } from './refusalInText.ts';

test('a broker that is called by a tcp:// URL can refuse, a closed TCP port cannot', () => {
  expect(isRefusedInText('tcp://host:1883: connect failed, return code 4', undefined)).toBe(true);
  expect(isRefusedInText('tcp host:1883: connection refused', undefined)).toBe(false);
  expect(isRefusedInText('connect ECONNREFUSED: connection refused', undefined)).toBe(false);
});

test('the last answer counts, and one that stands before the password is to another', () => {
  const refused = 'Connected with result code 5';
  expect(isRefusedInText(`password=abc\n${refused}`, 'abc')).toBe(true);
  expect(isRefusedInText(`${refused}\npassword=abc`, 'abc')).toBe(false);
  expect(isRefusedInText(`${refused}\nConnected with result code 0`, undefined)).toBe(false);
});
