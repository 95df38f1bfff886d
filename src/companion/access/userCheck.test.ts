import { describe, expect, it } from 'vitest';
import { hashPassword, type ScryptHash } from './scryptHash.ts';
import { UserCheck } from './userCheck.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const asking = (host = 'a', isOpen = true) => ({ host, isOpen: () => isOpen });
const cheap = (password: string): Promise<ScryptHash> =>
  hashPassword(password, { ln: 1, r: 1, p: 1 });

describe('checking users', () => {
  it('accepts plain and hashed users, each only with their own password', async () => {
    const check = new UserCheck(
      new Map([['bob', 'plain']]),
      new Map([['ann', await cheap('hashed')]]),
    );
    expect(check.size).toBe(2);
    const ask = async (name: string, password: string): Promise<string> =>
      await check.check(name, bytes(password), asking());
    expect(await ask('ann', 'hashed')).toBe('right');
    expect(await ask('ann', 'plain')).toBe('wrong');
    expect(await ask('bob', 'plain')).toBe('right');
    expect(await ask('bob', 'hashed')).toBe('wrong');
    expect(await ask('eve', 'hashed')).toBe('wrong');
    expect(await ask('__proto__', '')).toBe('wrong');
  });

  it('answers at once if no hash must be computed', async () => {
    const hashed = new Map([['ann', await cheap('hashed')]]);
    const check = new UserCheck(new Map([['bob', 'plain']]), hashed);
    expect(check.check('bob', bytes('plain'), asking())).toBe('right');
    expect(check.check('bob', bytes('other'), asking())).toBe('wrong');
  });

  it('remembers only right passwords', async () => {
    const check = new UserCheck(new Map(), new Map([['ann', await cheap('hashed')]]));
    expect(await check.check('ann', bytes('hashed'), asking())).toBe('right');
    expect(check.check('ann', bytes('hashed'), asking())).toBe('right');
    expect(await check.check('ann', bytes('other'), asking())).toBe('wrong');
    expect(check.check('ann', bytes('third'), asking())).toBeInstanceOf(Promise);
    // A wrong password stays wrong.
    expect(check.check('ann', bytes('other'), asking())).toBe('wrong');
    expect(check.check('eve', bytes('hashed'), asking())).toBe('wrong');
  });

  it('has turns by host, and rejects the flooding host first', async () => {
    const check = new UserCheck(new Map(), new Map([['ann', await cheap('hashed')]]), {
      atOnce: 1,
      waiting: 4,
      busyDelay: 1,
    });
    const order: string[] = [];
    const ask = async (label: string, host: string): Promise<void> => {
      order.push(`${label} ${await check.check('ann', bytes(label), asking(host))}`);
    };
    const flood = ['1', '2', '3', '4', '5', '6'].map((label) => ask(label, 'flooding'));
    await Promise.all([...flood, ask('other', 'quiet')]);
    // The first check runs and four wait: the queue rejects a guess of the flood, and another is dropped for
    // the other host.
    const checked = order.filter((one) => !one.endsWith('busy'));
    expect(checked).toHaveLength(5);
    expect(checked.indexOf('other wrong')).toBeLessThan(3);
    expect(checked).toContain('other wrong');
  });

  it('skips clients that have disconnected', async () => {
    const check = new UserCheck(new Map(), new Map([['ann', await cheap('hashed')]]), {
      atOnce: 1,
    });
    const gone = Array.from({ length: 50 }, async () =>
      check.check('ann', bytes('x'), asking('a', false)),
    );
    expect(await check.check('ann', bytes('hashed'), asking())).toBe('right');
    expect(new Set(await Promise.all(gone))).toEqual(new Set(['busy']));
  });

  it('checks few different wrong passwords per user and address, without locking out others', async () => {
    const clock = { now: 0 };
    const hashed = new Map([
      ['ann', await cheap('right')],
      ['bob', await cheap('right')],
    ]);
    for (const users of [
      new UserCheck(new Map([...hashed.keys()].map((name) => [name, 'right'])), new Map(), {
        busyDelay: 1,
        now: () => clock.now,
      }),
      new UserCheck(new Map(), hashed, { busyDelay: 1, now: () => clock.now }),
    ]) {
      const ask = async (name: string, password: string, host: string): Promise<string> =>
        await users.check(name, bytes(password), asking(host));
      const found = await Promise.all(
        Array.from({ length: 400 }, (_, n) => ask('ann', `wrong ${n}`, 'here')),
      );
      expect(found.filter((one) => one === 'wrong')).toHaveLength(10);
      expect(found.filter((one) => one === 'later')).toHaveLength(390);
      expect(await ask('ann', 'right', 'here')).toBe('later');
      expect(await ask('bob', 'right', 'here')).toBe('right');
      expect(await ask('ann', 'right', 'there')).toBe('right');
      clock.now += 1000;
      expect(await ask('ann', 'right', 'here')).toBe('right');
    }
  });
});
