/**
 * Sign-ins that a log writes in another form than CONNECT's three fields, as those fields where the signed
 * text is the same, and sign-ins that no signature proves.
 */

import { looseParameters } from '../credentialForm.ts';
import type { FoundCredentials } from '../findCredentials.ts';
import { signatureOf, signContentOf, signedFields } from '../sign.ts';

/** Proofs of the device's identity. */
export type SignInKind =
  | 'signature'
  /** Dynamic registration by MQTT: signed with the product secret. */
  | 'registration'
  /** Dynamic registration by HTTPS: signed with the product secret. */
  | 'registration-https'
  /** Signed by its gateway for a sub-device. */
  | 'sub-device'
  /** The module signs with the values of `AT+QMTCFG="aliauth"`. */
  | 'module'
  /** A deviceToken of devices without pre-registration. */
  | 'token'
  /** A client certificate. */
  | 'certificate'
  /** The program masks the password, or a part of a field. */
  | 'masked'
  /** Fields are missing. */
  | 'incomplete';

type Fields = Pick<FoundCredentials, 'clientId' | 'userName' | 'password'>;

export interface SignIn {
  readonly kind: SignInKind;
  readonly credentials: Fields;
}

export function signInOf(text: string, found: Fields): SignIn {
  const { clientId = '' } = found;
  const authType = (looseParameters(clientId).get('authtype') ?? '').toLowerCase();
  if (authType === 'x509' || (/authType\W{1,3}x509/i.test(text) && !found.password)) {
    return { kind: 'certificate', credentials: found };
  }
  if (authType === 'connwl') return { kind: 'token', credentials: found };
  const isHidden = [clientId, found.userName, found.password].some(hasMask);
  if (isHidden || isShortened(text, found.password)) return { kind: 'masked', credentials: found };
  if (authType.startsWith('reg')) return { kind: 'registration', credentials: found };
  const isWhole = found.clientId?.includes('|') && found.userName?.includes('&') && found.password;
  if (isWhole) return { kind: 'signature', credentials: found };
  return (
    signedByModule(text, found) ??
    registrationForm(text) ??
    subDeviceSignIn(text) ??
    (isMasked(text) && found.password === undefined
      ? { kind: 'masked', credentials: found }
      : { kind: isComplete(found) ? 'signature' : 'incomplete', credentials: found })
  );
}

function isComplete({ clientId, userName, password }: Fields): boolean {
  return [clientId, userName, password].every((field) => field !== undefined);
}

/** A program that masks the whole value. */
const isMasked = (text: string): boolean =>
  /(?:pass(?:word|wd)?|pwd|密码)\W{0,6}(?:[*•xX]{3,}|(?:redacted|hidden|masked|secret)\W|[（(【]?(?:已隐藏|已脱敏))|AT\+[^\r\n]{0,300}"[*•]{3,}"/i.test(
    text,
  );

/** A program that masks a part of the value, or writes a word instead. */
const hasMask = (value: string | undefined): boolean =>
  /[*•]{2,}|…|\.{3}|^\W*(?:redacted|hidden|masked|secret|已隐藏|已脱敏)\W*$/iu.test(value ?? '');

/** A program that shows the first characters of the password. */
const isShortened = (text: string, password: string | undefined): boolean =>
  password !== undefined && (text.includes(`${password}...`) || text.includes(`${password}…`));

/** Quectel's modules compute the password; the log has the secret instead. */
function signedByModule(text: string, { clientId }: Fields): SignIn | undefined {
  const [, productKey, deviceName, deviceSecret] =
    /"aliauth"\s*,\s*\d+\s*,\s*"([^"]+)"\s*,\s*"([^"]+)"\s*,\s*"([^"]+)"/i.exec(text) ?? [];
  if (!productKey || !deviceName || !deviceSecret) return undefined;
  const base = (clientId ?? /AT\+QMTCONN=\d+\s*,\s*"([^"|]+)/i.exec(text)?.[1] ?? 'id').replace(
    /\|.*$/s,
    '',
  );
  const names = { productKey, deviceName };
  const content = signContentOf(
    signedFields({ ...names, clientIdBase: base, timestamp: undefined }),
  );
  return {
    kind: 'module',
    credentials: {
      clientId: `${base}|securemode=3,signmethod=hmacsha256|`,
      userName: `${deviceName}&${productKey}`,
      password: signatureOf(content, deviceSecret, 'hmacsha256'),
    },
  };
}

const isRegistrationForm = (word: string): boolean =>
  /\bsign=[0-9a-f]{32,64}\b/i.test(word) && /\brandom=/.test(word) && word.includes('&');

/** The body of `POST /auth/register/device`. */
function registrationForm(text: string): SignIn | undefined {
  const body = text.match(/[^\s"']{37,}/g)?.find(isRegistrationForm);
  if (body === undefined) return undefined;
  const values = new Map(
    body.split('&').map((pair) => {
      const [name = '', ...value] = pair.split('=');
      return [name.replace(/^.*\W/s, '').toLowerCase(), value.join('=')] as const;
    }),
  );
  const get = (name: string) => values.get(name) ?? '';
  const method = get('signmethod');
  return {
    kind: 'registration-https',
    credentials: {
      clientId: `${get('devicename')}|securemode=2,authType=register,random=${get('random')}${method === '' ? '' : `,signmethod=${method}`}|`,
      userName: `${get('devicename')}&${get('productkey')}`,
      password: get('sign'),
    },
  };
}

const JSON_FIELDS = ['clientId', 'deviceName', 'productKey', 'sign'] as const;

/** JSON of a sub-device's login. */
function subDeviceSignIn(text: string): SignIn | undefined {
  if (!/combine\/(?:batch_)?login|cleanSession/i.test(text)) return undefined;
  const valueOf = (name: string): string | undefined =>
    new RegExp(String.raw`\\?"${name}\\?"\s*:\s*\\?"?([^"\\,}\s]+)`, 'i').exec(text)?.[1];
  const [clientId, deviceName, productKey, sign] = JSON_FIELDS.map(valueOf);
  if (!clientId || !deviceName || !productKey || !sign) return undefined;
  const method = valueOf('signmethod');
  const timestamp = valueOf('timestamp');
  const parameters = [
    'securemode=3',
    ...(method === undefined ? [] : [`signmethod=${method.toLowerCase()}`]),
    ...(timestamp === undefined ? [] : [`timestamp=${timestamp}`]),
  ];
  return {
    kind: 'sub-device',
    credentials: {
      clientId: `${clientId}|${parameters.join(',')}|`,
      userName: `${deviceName}&${productKey}`,
      password: sign,
    },
  };
}
