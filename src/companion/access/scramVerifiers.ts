/** SCRAM verifiers by user name. */
import type { ScramVerifier } from '../../mqtt/scram/scram.ts';
import type { HashedUsers } from './passwordFile.ts';
import { hashForScram } from './scramHash.ts';
import type { Users } from './users.ts';

export type ScramVerifiers = ReadonlyMap<string, ScramVerifier>;

/** Derives the verifiers of plain-text passwords; users with a scrypt hash cannot sign in with SCRAM. */
export async function scramVerifiers(plain: Users, hashed: HashedUsers): Promise<ScramVerifiers> {
  const verifiers = new Map<string, ScramVerifier>();
  for (const [name, password] of plain) verifiers.set(name, await hashForScram(password));
  for (const [name, hash] of hashed) {
    if ('ln' in hash) verifiers.delete(name);
    else verifiers.set(name, hash);
  }
  return verifiers;
}
