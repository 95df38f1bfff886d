/** Removes every secret from addresses before storing. */
import { percentDecoded } from '../../base/percentDecoded.ts';
import { fullyDecoded, isSecretParameter } from '../../base/secretNames.ts';

/** An address with a user or password, as the value of a parameter. */
const ADDRESS_WITH_SIGN_IN = /:\/\/[^/\\?#]{0,1000}@/;

/** Empty parameters contain nothing to leave out. */
const PARAMETER = /(?<![^?&;#=])([^?&;#=]+)=([^?&;#]+)/g;

/** Whether a value has a parameter or an address of its own that holds a secret. */
function hasSecret(value: string): boolean {
  const plain = fullyDecoded(value);
  if (ADDRESS_WITH_SIGN_IN.test(plain)) return true;
  return (
    plain !== value &&
    [...plain.matchAll(PARAMETER)].some(([, name = '']) => isSecretParameter(name))
  );
}

/** Replaces a secret, which users of the address must enter again. */
export const LEFT_OUT = '…';

/** A generated level of a path: a JSON Web Token, or long and random. */
const TOKEN =
  /^(?:eyJ[\w-]+\.[\w-]+\.[\w-]*|(?=.*\d)(?=.*[a-z])(?=.*[A-Z])[\w-]{24,}|[0-9a-f]{32,}|[0-9A-F]{32,})$/;
/** The level of a place where clients sign in, and next levels that are not secret. */
const SIGN_IN_LEVEL = /^o?auth$/i;
const PLAIN_LEVEL = /^(?:|mqtt|wss?|websockets?|v\d+)$/i;

/**
 * User name and password before a host, even if the scheme is missing or has too few slashes. Text after a
 * colon that is not a port counts as a password up to the last `@`.
 */
const SIGN_IN =
  /(^|\s)([a-z][a-z0-9+.-]*:[/\\]+)?(?:[^\s/\\?#:@[]*:(?!\d*(?:[/\\?#]|$))\S*|[^\s/\\?#]*)@/gi;

/**
 * User information of a complete address: everything up to the last `@` before its path, including blanks.
 */
const USER_INFORMATION = /^([a-z][a-z0-9+.-]*:\/\/)[^/\\?#]*@/i;

/** Secret options of copied command lines, with their value, quoted or not. */
const SECRET_OPTION =
  /\s(?:-P|--pw|--password|--psk|--proxy)[=\s]*(?:"(?:\\.|[^"\\])*"|'[^']*'|\\.|["'].*$|[^\s"'\\])*/gs;

/** The address without user name, password and possible tokens, which a mark replaces. */
export function urlWithoutSecrets(url: string): string {
  const bare = url
    .replace(SECRET_OPTION, '')
    .replace(USER_INFORMATION, '$1')
    .replace(SIGN_IN, '$1$2');
  const [, place = '', query = '', fragment = ''] = /^([^?#]*)(\?[^#]*)?(#.*)?$/s.exec(bare) ?? [];
  return pathWithoutSecrets(place) + parametersWithoutSecrets(query + fragment);
}

function pathWithoutSecrets(place: string): string {
  const levels = place.split('/');
  const host = place.includes('://') ? 2 : 0;
  return levels
    .map((level, at) => {
      const before = levels[at - 1] ?? '';
      const isNamed = at > host + 1 && isSecretParameter(before) && !SIGN_IN_LEVEL.test(before);
      if (TOKEN.test(level) || (isNamed && !PLAIN_LEVEL.test(level))) return LEFT_OUT;
      // A path parameter, or a query encoded as part of the path.
      const plain = percentDecoded(level);
      if (!plain.includes('=')) return level;
      const clean = parametersWithoutSecrets(plain);
      return clean === plain ? level : clean;
    })
    .join('/');
}

function parametersWithoutSecrets(text: string): string {
  return text.replace(PARAMETER, (pair, name: string, value: string) =>
    isSecretParameter(name) || hasSecret(value) ? `${name}=${LEFT_OUT}` : pair,
  );
}
