import { describe, expect, it } from 'vitest';
import { FailedAttempts } from './failedAttempts.ts';

function failTimes(attempts: FailedAttempts, address: string, times: number, now: number): void {
  for (let n = 0; n < times; n += 1) attempts.failed(address, address === '::1', now);
}

describe('wrong tokens', () => {
  it('are allowed twenty times, then once a second', () => {
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

  it('from other machines delay neither this machine nor, from a single one, others', () => {
    const attempts = new FailedAttempts();
    failTimes(attempts, '10.0.0.1', 50, 0);
    expect(attempts.waitFor('10.0.0.1', false, 0)).toBe(31_000);
    expect(attempts.waitFor('10.0.0.2', false, 0)).toBe(0);
    expect(attempts.waitFor('127.0.0.1', true, 0)).toBe(0);
  });

  it('with many addresses are limited together', () => {
    const attempts = new FailedAttempts();
    for (let n = 0; n < 2000; n += 1) attempts.failed(`2001:db8::${n.toString(16)}`, false, 0);
    expect(attempts.waitFor('2001:db8::1', false, 0)).toBeGreaterThan(0);
    expect(attempts.waitFor('2001:db8::ffff', false, 0)).toBeGreaterThan(0);
    expect(attempts.waitFor('127.0.0.1', true, 0)).toBe(0);
  });

  it('count all addresses of an IPv6 network as one machine', () => {
    const attempts = new FailedAttempts();
    for (let n = 0; n < 20; n += 1) attempts.failed(`2001:db8::${n.toString(16)}`, false, 0);
    expect(attempts.waitFor('2001:db8::ffff', false, 0)).toBe(1000);
    expect(attempts.waitFor('2001:db8:0:1::1', false, 0)).toBe(0);
  });

  it('from this machine are still delayed after many others', () => {
    const attempts = new FailedAttempts();
    failTimes(attempts, '::1', 40, 0);
    for (let n = 0; n < 1100; n += 1) attempts.failed(`10.${n >> 8}.${n & 255}.1`, false, 0);
    expect(attempts.waitFor('127.0.0.1', true, 0)).toBe(21_000);
  });
});
