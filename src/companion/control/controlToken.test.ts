import { describe, expect, it } from 'vitest';
import { ControlToken } from './controlToken.ts';

describe('the control token', () => {
  it('is another one at each start, and is in the fragment of the page’s address', () => {
    const [one, other] = [new ControlToken(), new ControlToken()];
    expect(one.made).toMatch(/^[\w-]{43}$/);
    expect(one.made).not.toBe(other.made);
    expect(one.addedTo('http://127.0.0.1:8080/')).toBe(
      `http://127.0.0.1:8080/#token=${one.made ?? ''}`,
    );
  });

  it('is the configured one, with its reserved characters escaped in an address', () => {
    const given = new ControlToken('a#b%c/d');
    expect(given.made).toBeUndefined();
    expect(given.judge('a#b%c/d', '::1', true, 0)).toBeUndefined();
    const { hash } = new URL(given.addedTo('http://127.0.0.1:8080/'));
    expect(decodeURIComponent(hash)).toBe('#token=a#b%c/d');
  });

  it('is required: no token and an empty one are missing, others are wrong', () => {
    const token = new ControlToken();
    const refusals = [undefined, '', `${token.made ?? ''}x`].map(
      (shown) => token.judge(shown, '::1', true, 0)?.fact.key,
    );
    expect(refusals).toEqual(['token-missing', 'token-missing', 'token-wrong']);
    expect(token.judge(token.made, '::1', true, 0)).toBeUndefined();
  });
});

describe('wrong tokens', () => {
  it('lock out no holder of a generated or long token', () => {
    const made = new ControlToken();
    const text = '0123456789abcdef0123456789abcdef';
    const long = new ControlToken(text);
    const short = new ControlToken('short');
    for (let n = 0; n < 500; n += 1) {
      for (const token of [made, long, short]) token.judge(`wrong ${n}`, '::1', true, 0);
    }
    expect(long.judge(text, '::1', true, 0)).toBeUndefined();
    expect(long.judge(`${text}x`, '::1', true, 0)?.why).toBe('token');
    expect(made.judge(made.made, '::1', true, 0)).toBeUndefined();
    // A configured token may be short: it cannot be guessed, because attempts are limited.
    expect(short.judge('short', '::1', true, 0)?.why).toBe('ended');
    expect(short.judge('short', '10.0.0.1', false, 0)).toBeUndefined();
    expect(short.judge('short', '::1', true, 60_000)).toBeUndefined();
  });

  it('for a short token are ten, then one at growing intervals, for each machine', () => {
    const token = new ControlToken('short');
    const guess = (text: string, address: string, now: number) =>
      token.judge(text, address, false, now)?.fact;
    for (let n = 0; n < 10; n += 1) {
      expect(guess(`wrong ${n}`, `2001:db8::${n}`, 0)?.key).toBe('token-wrong');
    }
    // All addresses of an IPv6 network are one machine.
    expect(guess('short', '2001:db8::ffff', 0)).toEqual({
      key: 'token-later',
      args: { seconds: 1 },
    });
    expect(guess('short', '2001:db8:0:1::1', 0)).toBeUndefined();
    expect(guess('wrong 10', '2001:db8::1', 1000)?.key).toBe('token-wrong');
    expect(guess('short', '2001:db8::1', 1000)).toEqual({
      key: 'token-later',
      args: { seconds: 2 },
    });
    expect(guess('short', '2001:db8::1', 3000)).toBeUndefined();
  });
});
