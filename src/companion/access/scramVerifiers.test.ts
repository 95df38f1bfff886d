import { describe, expect, it } from 'vitest';
import type { ScramMethod } from '../../mqtt/scram/scramMethods.ts';
import type { HashedUsers, PasswordHash } from './passwordFile.ts';
import { hashForScram, type ScramHash } from './scramHash.ts';
import { ScramVerifiers } from './scramVerifiers.ts';
import { hashPassword } from './scryptHash.ts';

const METHOD: ScramMethod = 'SCRAM-SHA-256';
const NONE: HashedUsers = new Map();

async function hashOf(iterations: number, saltBytes = 16): Promise<ScramHash> {
  const hash = await hashForScram(METHOD, 'secret', iterations);
  return { ...hash, salt: new Uint8Array(saltBytes).fill(7) };
}

describe('verifiers', () => {
  it('of plain-text passwords are derived before any sign-in', async () => {
    const plain = new Map([['ann', 'secret']]);
    const verifiers = new ScramVerifiers({ plain, hashed: NONE });
    // Deriving during the sign-in would take time for existing users only.
    const before = verifiers.find(METHOD, 'ann');
    expect(before.isKnown).toBe(false);
    await verifiers.prepare(plain);
    const { verifier, isKnown } = verifiers.find(METHOD, 'ann');
    expect(isKnown).toBe(true);
    // Salt and iteration count of a name stay the same when it becomes a user's.
    expect(verifier.salt).toEqual(before.verifier.salt);
    expect(verifier.iterations).toBe(before.verifier.iterations);
    expect(verifiers.find('SCRAM-SHA-1', 'ann').isKnown).toBe(true);
  });

  it('of a changed password are those of the new one', async () => {
    const users = { plain: new Map([['ann', 'old']]), hashed: NONE };
    const verifiers = new ScramVerifiers(users);
    await verifiers.prepare(users.plain);
    const { verifier: old } = verifiers.find(METHOD, 'ann');
    users.plain = new Map([['ann', 'new']]);
    expect(verifiers.find(METHOD, 'ann').isKnown).toBe(false);
    await verifiers.prepare(users.plain);
    const { verifier, isKnown } = verifiers.find(METHOD, 'ann');
    expect(isKnown).toBe(true);
    expect(verifier.storedKey).not.toEqual(old.storedKey);
  });

  it('of another method and of scrypt are not used', async () => {
    const hashed = new Map<string, PasswordHash>([
      ['ann', await hashOf(5000)],
      ['bob', await hashPassword('secret', { ln: 1, r: 1, p: 1 })],
    ]);
    const verifiers = new ScramVerifiers({ plain: new Map(), hashed });
    expect(verifiers.offers(METHOD)).toBe(true);
    expect(verifiers.offers('SCRAM-SHA-1')).toBe(false);
    expect(verifiers.find(METHOD, 'ann').isKnown).toBe(true);
    expect(verifiers.find(METHOD, 'bob').isKnown).toBe(false);
  });
});

describe('names without a user', () => {
  it('keep one salt and iteration count', async () => {
    const hashed = new Map([['ann', await hashOf(10_000)]]);
    const verifiers = new ScramVerifiers({ plain: new Map(), hashed });
    const first = verifiers.find(METHOD, 'eve');
    expect(first).toEqual(verifiers.find(METHOD, 'eve'));
    expect(first.verifier.iterations).toBe(10_000);
    expect(verifiers.find(METHOD, 'mallory').verifier.salt).not.toEqual(first.verifier.salt);
    // A long name that is not UTF-8.
    expect(verifiers.find(METHOD, '\ud800'.repeat(30_000)).verifier.salt).toHaveLength(16);
  });

  it('have iteration counts and salt lengths as often as users have', async () => {
    const [many, few] = [await hashOf(4096), await hashOf(20_000, 24)];
    const hashed = new Map(
      Array.from({ length: 30 }, (_, n) => [`user ${n}`, n % 3 === 0 ? few : many] as const),
    );
    const plain = new Map([['plain', 'secret']]);
    const verifiers = new ScramVerifiers({ plain, hashed });
    const shapes = Array.from({ length: 2000 }, (_, n) => {
      const { iterations, salt } = verifiers.find(METHOD, `made up ${n}`).verifier;
      return `${iterations} ${salt.length}`;
    });
    expect(new Set(shapes)).toEqual(new Set(['4096 16', '20000 24']));
    // 10 of 31; the standard deviation is 21.
    const count = shapes.filter((shape) => shape === '20000 24').length;
    expect(Math.abs(count - (2000 * 10) / 31)).toBeLessThan(130);
  });

  it('keep them when a user with the default ones is added', async () => {
    const users = { plain: new Map(), hashed: new Map([['ann', await hashOf(10_000)]]) };
    const verifiers = new ScramVerifiers(users);
    const before = verifiers.find(METHOD, 'eve');
    users.hashed = new Map([...users.hashed, ['bob', await hashOf(10_000)]]);
    expect(verifiers.find(METHOD, 'eve')).toEqual(before);
  });
});
