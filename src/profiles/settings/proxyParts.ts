/** Separates a proxy's address from its credentials, so that the password can be typed in a masked field. */
import { percentDecoded } from '../../base/percentDecoded.ts';
import { percentEncoded } from '../../base/percentEncoded.ts';

export interface ProxyParts {
  /** Without credentials. */
  readonly address: string;
  readonly user: string;
  readonly password: string;
}

/** A password may contain more `@` signs. */
const FORM = /^([a-z0-9]+:\/\/)(?:([^/@:]*)(?::([^/]*))?@)?(.*)$/i;

export function proxyParts(proxy: string): ProxyParts {
  const [, scheme, user = '', password = '', place = ''] = FORM.exec(proxy) ?? [];
  if (scheme === undefined) return { address: proxy, user: '', password: '' };
  return {
    address: scheme + place,
    user: percentDecoded(user),
    password: percentDecoded(password),
  };
}

/** Credentials need a scheme before them. */
export function proxyOf({ address, user, password }: ProxyParts): string {
  if (user === '' && password === '') return address;
  const credentials = `${percentEncoded(user)}:${percentEncoded(password)}@`;
  return address.replace(/^[a-z0-9]+:\/\//i, (scheme) => scheme + credentials);
}
