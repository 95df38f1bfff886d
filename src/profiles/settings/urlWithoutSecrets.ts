/** Removes every secret from addresses before storing. */
import { percentDecoded } from '../../base/percentDecoded.ts';

/** Names of query parameters that usually hold secrets. */
const SECRET_PARAMETER =
  /token|secret|passw|passphrase|passcode|pwd|signature|credential|bearer|hmac|(?:api|access|private|session|shared|device|account)[-_]?key|密码|口令|密钥|令牌|^creds?$|^psk$|^sign?$|^auth|^jwt$|^key$|^pass$|^pw$|^code$|^otp$|^pin$|^ticket$|^sess|^sid$/i;

/** An address with a user or password, as the value of a parameter. */
const ADDRESS_WITH_SIGN_IN = /:\/\/[^/\\?#]{0,1000}@/;

/** Empty parameters contain nothing to leave out. */
const PARAMETER = /(?<![^?&;#=])([^?&;#=]+)=([^?&;#]+)/g;

/** Proxies and redirects encode parameters again. */
const MOST_ENCODED = 3;

export function isSecretName(name: string): boolean {
  return SECRET_PARAMETER.test(fullyDecoded(name));
}

function fullyDecoded(text: string): string {
  let decoded = text;
  for (let times = 0; times < MOST_ENCODED && decoded.includes('%'); times += 1) {
    decoded = percentDecoded(decoded);
  }
  return decoded;
}

/** Whether a value has a parameter or an address of its own that holds a secret. */
function hasSecret(value: string): boolean {
  const plain = fullyDecoded(value);
  if (ADDRESS_WITH_SIGN_IN.test(plain)) return true;
  return (
    plain !== value && [...plain.matchAll(PARAMETER)].some(([, name = '']) => isSecretName(name))
  );
}

/** Replaces a secret, which users of the address must enter again. */
export const LEFT_OUT = '…';

/** A generated level of a path: a JSON Web Token, or long and random. */
const TOKEN =
  /^(?:eyJ[\w-]+\.[\w-]+\.[\w-]*|(?=.*\d)(?=.*[a-z])(?=.*[A-Z])[\w-]{24,}|[0-9a-f]{32,}|[0-9A-F]{32,})$/;
/** A level that announces a secret, and next levels that are not secret. */
const SECRET_LEVEL =
  /^(?:(?:access|auth|api|id|bearer)[-_]?)?(?:tokens?|secret|password|passwd|pwd|pw|key|jwt|signature|sig|ticket|otp|credentials?)$/i;
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
      const isNamed = at > host + 1 && SECRET_LEVEL.test(levels[at - 1] ?? '');
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
    isSecretName(name) || hasSecret(value) ? `${name}=${LEFT_OUT}` : pair,
  );
}
