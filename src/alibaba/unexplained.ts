/** What credentials' form and names tell of themselves, however the password was made. */
import { looseParameters, methodMistake, otherDevice, userNameFault } from './credentialForm.ts';
import type { Credentials, KnownOfDevice } from './credentials.ts';
import { type Explanation, type FoundMistake, mistakePlace } from './mistakes.ts';
import type { SignatureSearch } from './signatureSearch.ts';

export function registration(found: string): FoundMistake {
  return { mistake: 'registration', args: { found } };
}

/** What can be said without having found how the password was made. */
export function unexplained(
  search: SignatureSearch,
  { clientId, userName, password }: Credentials,
  fault: FoundMistake | undefined,
): readonly FoundMistake[] {
  if (fault?.mistake === 'pre-authenticated') return [];
  const kind = looseParameters(clientId).get('authtype') ?? '';
  if (kind.startsWith('reg')) return [registration(kind)];
  const name = userNameFault(userName);
  const faults = name ? [name] : [];
  if (password === '') return [...faults, { mistake: 'password-empty', args: {} }];
  if (!search.isSignature) {
    const found = String(password.length);
    return [...faults, { mistake: 'password-not-hex', args: { found } }];
  }
  const method = search.plainMethod;
  const other = method && methodMistake(clientId, method);
  if (other === undefined || fault !== undefined) return faults;
  const isSdk = other.mistake === 'method-mismatch-sdk-sha1';
  return [...faults, isSdk ? { ...other, mistake: 'method-mismatch' } : other];
}

/** Names of another device, or turned around; where that does not show already in how the password was made. */
export function wrongDevice(
  userName: string,
  known: KnownOfDevice,
  explanation: Explanation | undefined,
  fault: FoundMistake | undefined,
): readonly FoundMistake[] {
  if (fault?.mistake === 'pre-authenticated') return [];
  const wrong = otherDevice(userName, known);
  // Of a password that nothing explains, nobody knows which names were signed.
  if (explanation === undefined) return wrong.slice(0, 1);
  const isTold = explanation.mistakes.some(({ mistake }) => mistakePlace(mistake) === 'userName');
  return isTold ? [] : wrong;
}
