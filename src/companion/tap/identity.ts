/** What a tap shows to devices that speak TLS. */
import { hostname, networkInterfaces } from 'node:os';
import { isLoopbackHost } from '../net/addresses.ts';
import type { KeyAndCertificate } from './certificateForms.ts';

/** Every name by which devices may call this machine, as far as it listens there. */
export function ownNames(host: string, more: readonly string[] = []): readonly string[] {
  const local = ['localhost', '127.0.0.1', '::1'];
  if (isLoopbackHost(host)) return unique([...more, ...local, host]);
  const isAny = host === '0.0.0.0' || host === '::';
  const addresses = Object.values(networkInterfaces())
    .flatMap((all) => all ?? [])
    .filter(({ internal, address }) => !internal && !address.startsWith('fe80'))
    .map(({ address }) => address);
  return unique([...more, hostname(), ...(isAny ? addresses : [host]), ...local]);
}

const unique = (names: readonly string[]): readonly string[] => [
  ...new Set(names.map((name) => name.toLowerCase()).filter((name) => name !== '')),
];

/** Certificates for the name that is asked for, beside the machine's own. */
export async function signedIdentity(
  authority: KeyAndCertificate,
  names: readonly string[],
): Promise<(serverName: string | undefined) => KeyAndCertificate> {
  const { Signer } = await import('./authority.ts');
  const signer = await Signer.of(authority);
  return (serverName) => {
    const asked = serverName?.toLowerCase();
    return signer.for(asked === undefined ? names : unique([asked, ...names]));
  };
}
