/** Certificates that a tap shows to devices over TLS. */
import { hostname } from 'node:os';
import { isEveryHost, isLoopbackHost } from '../net/addresses.ts';
import { networkAddresses } from '../net/networkAddresses.ts';
import type { KeyAndCertificate } from './certificateForms.ts';

/** All names of this machine that devices may use, given its listening address. */
export function ownNames(host: string, more: readonly string[] = []): readonly string[] {
  const local = ['localhost', '127.0.0.1', '::1'];
  if (isLoopbackHost(host)) return unique([...more, ...local, host]);
  const here = isEveryHost(host) ? networkAddresses() : [host];
  return unique([...more, hostname(), ...here, ...local]);
}

const unique = (names: readonly string[]): readonly string[] => [
  ...new Set(names.map((name) => name.toLowerCase()).filter((name) => name !== '')),
];

/** Limit of signed names, because all connections wait during the milliseconds of a signature. */
const MOST_NAMES = 100;

/** Certificates for requested names and the machine's own. Each is signed once. */
export async function signedIdentity(
  authority: KeyAndCertificate,
  names: readonly string[],
): Promise<(serverName: string | undefined) => KeyAndCertificate> {
  const { Signer } = await import('./authority.ts');
  const signer = await Signer.of(authority);
  const usual = signer.for(names);
  const made = new Map<string, KeyAndCertificate>();
  return (serverName) => {
    const asked = serverName?.toLowerCase() ?? '';
    if (asked === '' || names.includes(asked)) return usual;
    const known = made.get(asked);
    if (known !== undefined || made.size >= MOST_NAMES) return known ?? usual;
    const signed = signer.for([asked, ...names]);
    made.set(asked, signed);
    return signed;
  };
}
