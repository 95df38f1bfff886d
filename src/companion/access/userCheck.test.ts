import { describe, expect, it } from 'vitest';
import { cpuTime } from '../../base/cpuTime.testkit.ts';
import type { PasswordHash } from './passwordFile.ts';
import { hashForScram } from './scramHash.ts';
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

  it('answers plain users at once if there are no hashed ones', () => {
    const check = new UserCheck(new Map([['bob', 'plain']]), new Map());
    expect(check.check('bob', bytes('plain'), asking())).toBe('right');
    expect(check.check('bob', bytes('other'), asking())).toBe('wrong');
  });

  it('takes equally long for existing users, whatever their hash, and for unknown ones', async () => {
    const check = new UserCheck(
      new Map(),
      new Map<string, PasswordHash>([
        ['ann', await hashForScram('SCRAM-SHA-256', 'hashed', 4096)],
        ['bob', await hashPassword('hashed', { ln: 15, r: 8, p: 1 })],
        ['cat', await hashPassword('hashed', { ln: 10, r: 8, p: 1 })],
      ]),
    );
    const spent = async (name: string): Promise<number> => {
      const began = cpuTime();
      expect(await check.check(name, bytes('wrong'), asking())).toBe('wrong');
      return cpuTime() - began;
    };
    const [ofScrypt, ofScram, ofCheap, ofNobody] = [
      await spent('bob'),
      await spent('ann'),
      await spent('cat'),
      await spent('eve'),
    ];
    expect(ofScram).toBeGreaterThan(ofScrypt / 10);
    expect(ofCheap).toBeGreaterThan(ofScrypt / 10);
    expect(ofNobody).toBeGreaterThan(ofScrypt / 10);
    expect(await check.check('ann', bytes('hashed'), asking())).toBe('right');
  });

  it('remembers only right passwords', async () => {
    const check = new UserCheck(new Map(), new Map([['ann', await cheap('hashed')]]));
    expect(await check.check('ann', bytes('hashed'), asking())).toBe('right');
    expect(check.check('ann', bytes('hashed'), asking())).toBe('right');
    expect(await check.check('ann', bytes('other'), asking())).toBe('wrong');
    expect(check.check('ann', bytes('third'), asking())).toBeInstanceOf(Promise);
    // A wrong password stays wrong.
    expect(check.check('ann', bytes('other'), asking())).toBe('wrong');
    expect(check.check('eve', bytes('hashed'), asking())).toBeInstanceOf(Promise);
  });

  it('checks a wrong password again after the users have changed', async () => {
    const ann = await cheap('hashed');
    const check = new UserCheck(new Map(), new Map([['ann', ann]]));
    const bob = new Map([
      ['ann', ann],
      ['bob', await cheap('early')],
    ]);
    const ask = async (): Promise<string> => await check.check('bob', bytes('early'), asking());
    expect(await ask()).toBe('wrong');
    check.replace(new Map(), bob);
    expect(await ask()).toBe('right');
    // Also if a check was running meanwhile.
    check.replace(new Map(), new Map([['ann', ann]]));
    const meanwhile = ask();
    check.replace(new Map(), bob);
    expect(await meanwhile).toBe('wrong');
    expect(await ask()).toBe('right');
  });

  it('a change of users gives no additional guesses', () => {
    const check = new UserCheck(new Map([['bob', 'right']]), new Map(), { busyDelay: 1 });
    for (let n = 0; n < 10; n += 1) {
      expect(check.check('bob', bytes(`guess ${n}`), asking())).toBe('wrong');
      check.replace(new Map([['bob', 'right']]), new Map());
    }
    expect(check.check('bob', bytes('right'), asking())).toBeInstanceOf(Promise);
  });

  it('has turns by host, and rejects the flooding host first', async () => {
    const check = new UserCheck(new Map(), new Map([['ann', await cheap('hashed')]]), {
      atOnce: 1,
      waiting: 4,
      busyDelay: 1,
    });
    const order: string[] = [];
    const ask = async (label: string, host: string): Promise<void> => {
      order.push(`${label} ${await check.check('eve', bytes(label), asking(host))}`);
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
