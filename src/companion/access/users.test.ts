import { describe, expect, it } from 'vitest';
import { UsageError } from '../cli/errors.ts';
import { isUser, parsePair, parseUserVariable } from './users.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('users', () => {
  it('may have colons, commas and spaces in the password', () => {
    expect(['ann:a:b:c', 'bob:x, y '].map((text) => parsePair(text, () => '--user'))).toEqual([
      ['ann', 'a:b:c'],
      ['bob', 'x, y '],
    ]);
  });

  it('in the environment are separated by commas or line ends', () => {
    expect([...parseUserVariable('ann:a:1, bob:b\n\ncarl:c,')]).toEqual([
      ['ann', 'a:1'],
      ['bob', 'b'],
      ['carl', 'c'],
    ]);
  });

  it.each(['topsecret', ':topsecret', 'topsecret:'])(
    'given as %s are rejected without quoting a possible secret',
    (text) => {
      const parse = (): unknown => parsePair(text, () => '--user');
      expect(parse).toThrow(UsageError);
      expect(parse).toThrow(/^(?!.*topsecret).*name:password/);
      expect(() => parseUserVariable(`a:b,${text}`)).toThrow(/^Entry 2 (?!.*topsecret)/);
    },
  );

  it('sign in only with their own password', () => {
    const users = new Map(
      ['ann:one', 'bob:two', '__proto__:three'].map((text) => parsePair(text, () => '--user')),
    );
    expect(isUser(users, 'ann', bytes('one'))).toBe(true);
    expect(isUser(users, '__proto__', bytes('three'))).toBe(true);
    expect(isUser(users, 'ann', bytes('two'))).toBe(false);
    expect(isUser(users, 'ann', bytes('one '))).toBe(false);
    expect(isUser(users, 'ann', bytes(''))).toBe(false);
    expect(isUser(users, 'eve', bytes(''))).toBe(false);
    expect(isUser(users, 'constructor', bytes(''))).toBe(false);
  });
});
