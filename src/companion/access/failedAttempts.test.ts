import { describe, expect, it } from 'vitest';
import { FailedAttempts } from './failedAttempts.ts';

function failTimes(attempts: FailedAttempts, address: string, times: number, now: number): void {
  for (let n = 0; n < times; n += 1) attempts.failed(address, address === '::1', now);
}

describe('whoever is wrong', () => {
  it('may be so twenty times, and then once a second', () => {
    const attempts = new FailedAttempts();
    failTimes(attempts, '::1', 19, 0);
    expect(attempts.waitFor('::1', true, 0)).toBe(0);
    attempts.failed('::1', true, 0);
    expect(attempts.waitFor('::1', true, 0)).toBe(1000);
    expect(attempts.waitFor('::1', true, 999)).toBe(1);
    expect(attempts.waitFor('::1', true, 1000)).toBe(0);
    attempts.failed('::1', true, 1000);
    expect(attempts.waitFor('::1', true, 1000)).toBe(1000);
    expect(attempts.waitFor('::1', true, 60_000)).toBe(0);
    failTimes(attempts, '::1', 19, 60_000);
    expect(attempts.waitFor('::1', true, 60_000)).toBe(0);
  });

  it('from elsewhere hinders neither this machine nor, alone, other machines', () => {
    const attempts = new FailedAttempts();
    failTimes(attempts, '10.0.0.1', 50, 0);
    expect(attempts.waitFor('10.0.0.1', false, 0)).toBe(31_000);
    expect(attempts.waitFor('10.0.0.2', false, 0)).toBe(0);
    expect(attempts.waitFor('127.0.0.1', true, 0)).toBe(0);
  });

  it('gets no further with many addresses', () => {
    const attempts = new FailedAttempts();
    for (let n = 0; n < 2000; n += 1) attempts.failed(`2001:db8::${n.toString(16)}`, false, 0);
    expect(attempts.waitFor('2001:db8::1', false, 0)).toBeGreaterThan(0);
    expect(attempts.waitFor('2001:db8::ffff', false, 0)).toBeGreaterThan(0);
    expect(attempts.waitFor('127.0.0.1', true, 0)).toBe(0);
  });

  it('counts all addresses of an IPv6 network as one machine', () => {
    const attempts = new FailedAttempts();
    for (let n = 0; n < 20; n += 1) attempts.failed(`2001:db8::${n.toString(16)}`, false, 0);
    expect(attempts.waitFor('2001:db8::ffff', false, 0)).toBe(1000);
    expect(attempts.waitFor('2001:db8:0:1::1', false, 0)).toBe(0);
  });

  it('still delays guesses from this machine after very many others were wrong', () => {
    const attempts = new FailedAttempts();
    failTimes(attempts, '::1', 40, 0);
    for (let n = 0; n < 1100; n += 1) attempts.failed(`10.${n >> 8}.${n & 255}.1`, false, 0);
    expect(attempts.waitFor('127.0.0.1', true, 0)).toBe(21_000);
  });
});
