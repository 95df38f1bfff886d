import { expect, it } from 'vitest';
import type { PasswordHash } from './passwordFile.ts';
import { hashForScram, isScramPassword } from './scramHash.ts';
import { scramVerifiers } from './scramVerifiers.ts';
import { hashPassword } from './scryptHash.ts';

it('are those of a file, and derived from plain-text passwords; not from scrypt', async () => {
  const ann = await hashForScram('secret', 5000);
  const hashed = new Map<string, PasswordHash>([
    ['ann', ann],
    ['bob', await hashPassword('secret', { ln: 1, r: 1, p: 1 })],
  ]);
  const verifiers = await scramVerifiers(new Map([['cat', 'plain']]), hashed);
  expect([...verifiers.keys()].toSorted()).toEqual(['ann', 'cat']);
  expect(verifiers.get('ann')).toBe(ann);
  const cat = verifiers.get('cat');
  if (cat === undefined) throw new Error('no verifier');
  expect(await isScramPassword(Buffer.from('plain'), cat)).toBe(true);
  expect(cat.iterations).toBe(4096);
});
