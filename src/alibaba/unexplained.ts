/** Findings from the form and names of credentials whose password is unexplained. */
import { looseParameters, methodMistake, otherDevice, userNameFault } from './credentialForm.ts';
import type { Credentials, KnownOfDevice } from './credentials.ts';
import { type Explanation, type FoundMistake, mistakePlace } from './mistakes.ts';
import type { SignatureSearch } from './signatureSearch.ts';

export function registration(found: string): FoundMistake {
  return { mistake: 'registration', args: { found } };
}

/** Findings that do not depend on how the password was made. */
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

/** Names of another device, or exchanged names, unless the explanation of the password includes that. */
export function wrongDevice(
  userName: string,
  known: KnownOfDevice,
  explanation: Explanation | undefined,
  fault: FoundMistake | undefined,
): readonly FoundMistake[] {
  if (fault?.mistake === 'pre-authenticated') return [];
  const wrong = otherDevice(userName, known);
  // For an unexplained password, the signed names are unknown.
  if (explanation === undefined) return wrong.slice(0, 1);
  const isTold = explanation.mistakes.some(({ mistake }) => mistakePlace(mistake) === 'userName');
  return isTold ? [] : wrong;
}
