import { describe, expect, it } from 'vitest';
import { ControlPasses } from './controlPasses.ts';

const MINUTE = 60_000;
const owner = (): boolean => true;
const somebody = (): boolean => false;

describe('a code', () => {
  it('is exchanged for one ticket within ten minutes', () => {
    const passes = new ControlPasses();
    const code = passes.issue('printed', 0);
    expect(code).toMatch(/^[\w-]{32}$/);
    expect(passes.redeem(`${code}x`, owner, 0)).toBeUndefined();
    const ticket = passes.redeem(code, somebody, 10 * MINUTE - 1);
    expect(passes.judge(ticket, '::1', true, 0)).toBeUndefined();
    expect(passes.redeem(code, owner, 0)).toBeUndefined();
    const late = passes.issue('printed', 0);
    expect(passes.redeem(late, owner, 10 * MINUTE)).toBeUndefined();
  });

  it('is not a token, and a ticket is not a code', () => {
    const passes = new ControlPasses();
    const code = passes.issue('printed', 0);
    expect(passes.judge(code, '::1', true, 0)?.why).toBe('token');
    const ticket = passes.redeem(code, owner, 0) ?? '';
    expect(passes.redeem(ticket, owner, 0)).toBeUndefined();
    expect(passes.redeem(passes.token, owner, 0)).toBeUndefined();
  });

  it('in program arguments is only for its owner, whoever tries it first', () => {
    const passes = new ControlPasses();
    const code = passes.issue('opened', 0);
    expect(passes.redeem(code, somebody, 0)).toBeUndefined();
    expect(passes.redeem(code, owner, 0)).toMatch(/^[\w-]{32}$/);
  });

  it('is renewed only if the last one is used or expired', () => {
    const passes = new ControlPasses();
    passes.issue('opened', 0);
    expect(passes.hasPrinted(0)).toBe(false);
    const code = passes.issue('printed', 0);
    expect([passes.hasPrinted(0), passes.hasPrinted(10 * MINUTE)]).toEqual([true, false]);
    const other = passes.issue('printed', 10 * MINUTE);
    expect(passes.redeem(code, owner, 10 * MINUTE)).toBeUndefined();
    passes.redeem(other, owner, 10 * MINUTE);
    expect(passes.hasPrinted(10 * MINUTE)).toBe(false);
  });
});

describe('tickets', () => {
  it('are limited: the least recently used is dropped', () => {
    const passes = new ControlPasses();
    const ticket = (): string => passes.redeem(passes.issue('printed', 0), owner, 0) ?? '';
    const [first, second] = [ticket(), ticket()];
    for (let n = 0; n < 254; n += 1) ticket();
    expect(passes.judge(first, '::1', true, 0)).toBeUndefined();
    const last = ticket();
    const admitted = [first, second, last].map((one) => passes.judge(one, '::1', true, 0)?.why);
    expect(admitted).toEqual([undefined, 'token', undefined]);
  });
});

describe('wrong tokens', () => {
  it('lock out neither clients of a generated or long token nor tickets', () => {
    const made = new ControlPasses();
    expect(made.madeToken).toBe(made.token);
    const long = new ControlPasses('0123456789abcdef0123456789abcdef');
    expect(long.madeToken).toBeUndefined();
    const given = new ControlPasses('short');
    expect(given.madeToken).toBeUndefined();
    const ticket = given.redeem(given.issue('printed', 0), owner, 0);
    for (let n = 0; n < 500; n += 1) {
      made.judge(`wrong ${n}`, '::1', true, 0);
      long.judge(`wrong ${n}`, '::1', true, 0);
      given.judge(`wrong ${n}`, '::1', true, 0);
    }
    expect(long.judge(long.token, '::1', true, 0)).toBeUndefined();
    expect(long.judge(`${long.token}x`, '::1', true, 0)?.why).toBe('token');
    expect(made.judge(made.token, '::1', true, 0)).toBeUndefined();
    expect(given.judge(ticket, '::1', true, 0)).toBeUndefined();
    // A configured token may be short: it cannot be guessed, because attempts are limited.
    expect(given.judge('short', '::1', true, 0)?.why).toBe('ended');
    expect(given.judge('short', '10.0.0.1', false, 0)).toBeUndefined();
  });
});
