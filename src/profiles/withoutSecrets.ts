/** Settings as they may be kept: with every secret taken out. */
import type { ConnectionSettings } from './settings.ts';

/** Names of query parameters whose values are secrets more often than not. */
const SECRET_PARAMETER =
  /token|secret|passw|pwd|signature|credential|api[-_]?key|access[-_]?key|^sig$|^auth|^jwt$|^key$|^pass$|^code$|^otp$|^pin$|^ticket$|^sess|^sid$/i;

export function isSecretName(name: string): boolean {
  return SECRET_PARAMETER.test(name);
}

/** A level of a path that nobody makes up: a JSON Web Token, or long and random. */
const TOKEN =
  /^(?:eyJ[\w-]+\.[\w-]+\.[\w-]*|(?=.*\d)(?=.*[a-z])(?=.*[A-Z])[\w-]{24,}|[0-9a-f]{32,}|[0-9A-F]{32,})$/;

/** The address without user name and password, and without what looks like a token. */
export function urlWithoutSecrets(url: string): string {
  const [address = '', ...fragment] = url.split('#');
  const [place = '', ...query] = address.split('?');
  const bare = place
    .replace(/^([a-z][a-z0-9+.-]*:\/\/)[^/]*@/i, '$1')
    .split('/')
    .map((level) => (TOKEN.test(level) ? '' : level))
    .join('/');
  const parameters = query
    .join('?')
    .split('&')
    .map((parameter) => {
      const name = parameter.split('=', 1)[0] ?? '';
      return isSecretName(name) ? `${name}=` : parameter;
    });
  const rest = query.length > 0 ? `?${parameters.join('&')}` : '';
  return bare + rest + (fragment.length > 0 ? `#${fragment.join('#')}` : '');
}

export function withoutSecrets(settings: ConnectionSettings): ConnectionSettings {
  const { signIn } = settings;
  return {
    ...settings,
    url: urlWithoutSecrets(settings.url),
    signIn:
      signIn.kind === 'password'
        ? { ...signIn, password: '' }
        : { ...signIn, deviceSecret: '', authUrl: urlWithoutSecrets(signIn.authUrl) },
  };
}
