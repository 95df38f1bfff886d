/** Addresses as they may be kept: with every secret taken out. */
import { percentDecoded } from '../../base/percentDecoded.ts';

/** Names of query parameters whose values are secrets more often than not. */
const SECRET_PARAMETER =
  /token|secret|passw|pwd|signature|credential|bearer|api[-_]?key|access[-_]?key|^sig$|^auth|^jwt$|^key$|^pass$|^pw$|^code$|^otp$|^pin$|^ticket$|^sess|^sid$/i;

export function isSecretName(name: string): boolean {
  return SECRET_PARAMETER.test(percentDecoded(name));
}

/** Stands where a secret stood: whoever uses the address has to give it again. */
export const LEFT_OUT = '…';

/** A level of a path that nobody makes up: a JSON Web Token, or long and random. */
const TOKEN =
  /^(?:eyJ[\w-]+\.[\w-]+\.[\w-]*|(?=.*\d)(?=.*[a-z])(?=.*[A-Z])[\w-]{24,}|[0-9a-f]{32,}|[0-9A-F]{32,})$/;
/** A level that says what the next one is, and next ones that are no secret. */
const SECRET_LEVEL =
  /^(?:(?:access|auth|api|id|bearer)[-_]?)?(?:tokens?|secret|password|passwd|pwd|pw|key|jwt|signature|sig|ticket|otp|credentials?)$/i;
const PLAIN_LEVEL = /^(?:|mqtt|wss?|websockets?|v\d+)$/i;

/**
 * User name and password before a host, also where the scheme is missing or has too few slashes. What
 * stands behind a colon and is no port is a password up to the last `@`, whatever it holds.
 */
const SIGN_IN =
  /(^|\s)([a-z][a-z0-9+.-]*:[/\\]+)?(?:[^\s/\\?#:@[]*:(?!\d*(?:[/\\?#]|$))\S*|[^\s/\\?#]*)@/gi;

/** Of a whole address: all up to the last `@` before its path, blanks too. */
const USER_INFORMATION = /^([a-z][a-z0-9+.-]*:\/\/)[^/\\?#]*@/i;

/** Of command lines, as a person copies them: with what follows it, in quotation marks or not. */
const SECRET_OPTION =
  /\s(?:-P|--pw|--password|--psk|--proxy)[=\s]*(?:"(?:\\.|[^"\\])*"|'[^']*'|\\.|["'].*$|[^\s"'\\])*/gs;

/**
 * The address without user name and password, and without what looks like a token: a mark stands in
 * its place.
 */
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
      // A parameter of the level, or a query that was encoded as if it belonged to the path.
      const plain = percentDecoded(level);
      if (!plain.includes('=')) return level;
      const clean = parametersWithoutSecrets(plain);
      return clean === plain ? level : clean;
    })
    .join('/');
}

/** Empty ones hold nothing that could be left out. */
function parametersWithoutSecrets(text: string): string {
  return text.replace(/(?<![^?&;#=])([^?&;#=]+)=([^?&;#]+)/g, (pair, name: string) =>
    isSecretName(name) ? `${name}=${LEFT_OUT}` : pair,
  );
}
