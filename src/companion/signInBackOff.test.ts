import { describe, expect, it } from 'vitest';
import { hostOf, SignInBackOff } from './signInBackOff.ts';

/** Tries so many different ones, all wrong; returns how many were checked. */
function guess(backOff: SignInBackOff, key: string, times: number, now: number, from = 0): number {
  let checked = 0;
  for (let n = from; n < from + times; n += 1) {
    if (backOff.enter(key, `guess ${n}`, now) !== 'open') continue;
    checked += 1;
    backOff.wrong(key, `guess ${n}`, now);
  }
  return checked;
}

describe('whoever is wrong about a password', () => {
  it('may be so ten times, and then ever more seldom', () => {
    const backOff = new SignInBackOff();
    expect(guess(backOff, 'ann here', 1000, 0)).toBe(10);
    expect(guess(backOff, 'ann here', 1000, 999, 1000)).toBe(0);
    expect(guess(backOff, 'ann here', 1000, 1000, 2000)).toBe(1);
    expect(guess(backOff, 'ann here', 1000, 2999, 3000)).toBe(0);
    let checked = 0;
    for (let second = 3; second < 3600; second += 1) {
      checked += guess(backOff, 'ann here', 50, second * 1000, second * 10_000);
    }
    expect(checked).toBeLessThan(70);
  });

  it('hinders neither another user of the address nor the user at another one', () => {
    const backOff = new SignInBackOff();
    guess(backOff, 'ann here', 1000, 0);
    expect(backOff.enter('ann here', 'right', 0)).toBe('closed');
    expect(backOff.enter('bob here', 'right', 0)).toBe('open');
    expect(backOff.enter('ann there', 'right', 0)).toBe('open');
  });

  it('is not counted for the same password again: a device with an old one hinders nobody', () => {
    const backOff = new SignInBackOff();
    expect(guess(backOff, 'ann here', 1, 0)).toBe(1);
    for (let n = 0; n < 1000; n += 1) expect(backOff.enter('ann here', 'guess 0', n)).toBe('known');
    expect(backOff.enter('ann here', 'right', 0)).toBe('open');
    backOff.right('ann here');
    expect(guess(backOff, 'ann here', 1000, 0)).toBe(10);
  });

  it('gets no further by trying many at once, while many with the same password get in together', () => {
    const backOff = new SignInBackOff();
    const gates = Array.from({ length: 400 }, (_, n) => backOff.enter('ann here', `${n}`, 0));
    expect(gates.filter((gate) => gate === 'open')).toHaveLength(10);
    const fleet = Array.from({ length: 400 }, () => backOff.enter('bob here', 'right', 0));
    expect(new Set(fleet)).toEqual(new Set(['open']));
    for (let n = 0; n < 10; n += 1) backOff.left('ann here', `${n}`);
    expect(backOff.enter('ann here', 'right', 0)).toBe('open');
  });

  it('is forgiven after ten minutes, and forgotten when very many others were wrong since', () => {
    const backOff = new SignInBackOff();
    guess(backOff, 'ann here', 20, 0);
    expect(backOff.enter('ann here', 'right', 599_999)).toBe('open');
    backOff.left('ann here', 'right');
    expect(guess(backOff, 'ann here', 20, 600_000, 100)).toBe(10);
    for (let n = 0; n < 10_000; n += 1) guess(backOff, `user ${n}`, 1, 600_000);
    expect(guess(backOff, 'ann here', 20, 600_000, 200)).toBe(10);
  });
});

describe('an address', () => {
  it.each([
    ['10.0.0.1', '10.0.0.1'],
    ['::ffff:10.0.0.1', '10.0.0.1'],
    ['[::1]', '::1'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['[2001:db8::5]', '2001:db8:0:0::/64'],
    ['2001:db8:1:2::', '2001:db8:1:2::/64'],
  ])('%s stands for %s', (address, host) => {
    expect(hostOf(address)).toBe(host);
  });
});
