/** Checks the form of credentials before any computation. */

import type { DeviceName } from './alink/deviceName.ts';
import type { Credentials, KnownOfDevice } from './credentials.ts';
import { type ClientIdParts, parameterValues, parseClientId, parseUserName } from './identity.ts';
import { messageQueueUser } from './messageQueue.ts';
import { type FoundMistake, found } from './mistakes.ts';
import { type NamedValue } from './sign.ts';
import { isSignMethod, type SignMethod } from './signMethod.ts';
import { type DeviceFault, parametersOf } from './verify.ts';
import { unwrapped } from './wrappings.ts';

const TAIL_NAMES = ['securemode', 'signmethod', 'timestamp'] as const;

/** Splits a tail by any separator. */
const LOOSE = /[,;&|]|\s+/;

/** The tail's parameters by lower-case name, with any separator; the first of each name. */
export function looseParameters(clientId: string): ReadonlyMap<string, string> {
  const bar = clientId.indexOf('|');
  const parameters = new Map<string, string>();
  if (bar < 0) return parameters;
  for (const piece of clientId.slice(bar + 1).split(LOOSE)) {
    const [, name = '', value = ''] = /^([^=:]+)[=:](.*)$/s.exec(piece.trim()) ?? [];
    const key = name.trim().toLowerCase();
    if (key !== '' && !parameters.has(key)) parameters.set(key, value.trim());
  }
  return parameters;
}

function otherSpelling(parts: ClientIdParts, meant: string): FoundMistake | undefined {
  const other = parts.parameters.find(
    ([name]) => name !== meant && name.toLowerCase().replace(/[-_]/g, '') === meant,
  );
  return other && found('tail-name-case', { found: other[0], meant });
}

function wrongSeparator(clientId: string): FoundMistake | undefined {
  const tail = clientId.slice(clientId.indexOf('|') + 1).replace(/\|$/, '');
  const between = /(?:[23]|hmac\w+|\d)([;&|]|\s+)(?:\w+)=/.exec(tail)?.[1];
  return between === undefined || tail.includes(',')
    ? undefined
    : found('tail-separators', { found: between.trim() === '' ? 'U+0020' : between });
}

const wrappedIn = (field: 'clientId' | 'userName', around: string): FoundMistake =>
  found('wrapped', { field, found: around });

/** The client id without accidentally copied characters, and these characters. */
export function intendedClientId(given: string): {
  readonly clientId: string;
  readonly mistakes: readonly FoundMistake[];
} {
  const inside = unwrapped(given);
  // Blanks before the base are part of it.
  const isWrapped = inside?.text.endsWith('|') === true && !given.endsWith('|');
  const bare = isWrapped ? inside.text : given;
  const around = isWrapped ? [wrappedIn('clientId', inside.found)] : [];
  const plain = bare.replaceAll('\\,', ',');
  const escaped = plain === bare ? [] : [found('client-id-escaped', { found: '\\,' })];
  // The part before the bar may be any text.
  const base = /^[^|｜]*/.exec(plain)?.[0] ?? '';
  const tail = plain.slice(base.length);
  const clientId = base + tail.replace(FULL_WIDTH, halfWidth);
  const wide = [...new Set(tail.match(FULL_WIDTH))].join('');
  const widened = wide === '' ? [] : [found('client-id-full-width', { found: wide })];
  return { clientId, mistakes: [...around, ...escaped, ...widened] };
}

/** Full-width forms of ASCII, from an input method for Chinese. */
const FULL_WIDTH = /[\uff01-\uff5e]/g;
const FULL_WIDTH_OFFSET = 0xff01 - 0x21;
const halfWidth = (wide: string) => String.fromCharCode(wide.charCodeAt(0) - FULL_WIDTH_OFFSET);

/**
 * Placeholders for names in templates: `${deviceName}`, `{device_name}`, `<DeviceName>`, `YourDeviceName`,
 * `%s`.
 */
const PLACEHOLDER =
  /[$#]?\{{1,2}[^{}]{0,60}\}{1,2}|<[^<>]{1,60}>|%s|your[ _-]?(?:product[ _-]?key|device[ _-]?name)|\*{3,}/i;

/**
 * A placeholder that was not filled in, or the sign-in of another service; other checks are pointless then.
 * @param isExplained whether the password is explained, which means that any characters in the client id are
 *   intended
 */
export function notASignIn(
  { clientId, userName }: Credentials,
  isExplained: boolean,
): readonly FoundMistake[] {
  const queue = messageQueueUser(userName);
  if (queue) return [queue];
  const left = PLACEHOLDER.exec(userName) ?? (isExplained ? null : PLACEHOLDER.exec(clientId));
  return left === null ? [] : [found('placeholder-left', { found: left[0] })];
}

/** Reasons for the platform to reject the client id without a check of the password. */
export function clientIdError(clientId: string): FoundMistake | undefined {
  const parts = parseClientId(clientId);
  const read = parametersOf(parts);
  if (typeof read !== 'string') return undefined;
  if (read === 'no-tail') return found('tail-missing', {});
  if (read === 'open-tail') return found('tail-open', {});
  if (read === 'empty-base') return found('client-id-base-empty', {});
  if (read === 'long-base') {
    return found('client-id-base-long', { length: String(Array.from(parts.base).length) });
  }
  return wrongSeparator(clientId) ?? parameterFault(parts, read);
}

function parameterFault(parts: ClientIdParts, fault: DeviceFault): FoundMistake {
  if (fault === 'stray') return found('tail-stray', { found: JSON.stringify(parts.strays[0]) });
  if (fault === 'repeated') {
    const name = TAIL_NAMES.find((one) => parameterValues(parts, one).length > 1) ?? '';
    return found('tail-repeated', { name });
  }
  if (fault === 'timestamp') return found('timestamp-form', {});
  if (fault === 'sign-method') {
    const [method = ''] = parameterValues(parts, 'signmethod');
    return found('sign-method-unknown', { found: method });
  }
  const [mode] = parameterValues(parts, 'securemode');
  if (mode === undefined)
    return otherSpelling(parts, 'securemode') ?? found('secure-mode-missing', {});
  return found(mode === '-1' ? 'pre-authenticated' : 'secure-mode-unknown', { found: mode });
}

/** Compares the password's method with the method that the client id announces. */
export function methodMistake(clientId: string, used: SignMethod): FoundMistake | undefined {
  const parts = parseClientId(clientId);
  if (parts.tail === 'none') return undefined;
  const [announced] = parameterValues(parts, 'signmethod');
  if (announced === undefined) {
    if (looseParameters(clientId).get('signmethod') === used && wrongSeparator(clientId))
      return undefined;
    if (used === 'hmacmd5') return undefined;
    return otherSpelling(parts, 'signmethod') ?? found('method-missing', { used });
  }
  if (announced === used || !isSignMethod(announced)) return undefined;
  const [language = ''] = parameterValues(parts, 'lan');
  // The vendor's package sends NodeJS or JS|….
  const maySdk = used === 'hmacsha1' && /^(NodeJS|JS)/i.test(language);
  return found(maySdk ? 'method-mismatch-sdk-sha1' : 'method-mismatch', { announced, used });
}

/** Names that a user name may mean, and the mistake in that reading. */
export interface NamesMeant {
  readonly mistakes: readonly FoundMistake[];
  readonly productKey: string;
  readonly deviceName: string;
}

const ESCAPED_AND = /%26|&amp;|\\u0026/i;

function turned(meant: NamesMeant): NamesMeant {
  return {
    mistakes: [...meant.mistakes, found('user-name-swapped', {})],
    productKey: meant.deviceName,
    deviceName: meant.productKey,
  };
}

function joinedOtherwise(userName: string): readonly NamesMeant[] {
  const escape = ESCAPED_AND.exec(userName);
  const read = (text: string, fault: FoundMistake): readonly NamesMeant[] => {
    const names = parseUserName(text);
    return names ? [{ ...names, mistakes: [fault] }] : [];
  };
  const inside = unwrapped(userName);
  if (inside !== undefined) return read(inside.text, wrappedIn('userName', inside.found));
  if (escape) {
    return read(
      userName.replace(ESCAPED_AND, '&'),
      found('user-name-encoded', { found: escape[0] }),
    );
  }
  const separated = [...userName.matchAll(/[^A-Za-z0-9]+/gu)].flatMap(({ 0: separator, index }) =>
    read(
      `${userName.slice(0, index)}&${userName.slice(index + separator.length)}`,
      found('user-name-separator', { found: JSON.stringify(separator) }),
    ),
  );
  const unseparated = userName.slice(-KEY_LENGTH);
  if (!LIKE_A_KEY.test(unseparated)) return separated;
  const glued = `${userName.slice(0, -KEY_LENGTH)}&${unseparated}`;
  return [...separated, ...read(glued, found('user-name-form', {}))];
}

/** Product key and device name, in the usual forms inside a client id's base. */
function namesInBase(base: string): readonly NamedValue[] {
  const [, first = '', second = ''] = /^([A-Za-z0-9]{8,20})[.&](.+)$/u.exec(base) ?? [];
  const [, name = '', key = ''] = /^(.+)[.&]([A-Za-z0-9]{8,20})$/u.exec(base) ?? [];
  return [
    ...(first === '' ? [] : [[first, second] as const]),
    ...(key === '' ? [] : [[key, name] as const]),
  ];
}

/** The expected names of the device, if known. */
type NamesKnown = Pick<KnownOfDevice, 'productKey' | 'deviceName'>;

export function namesMeant(
  { clientId, userName }: Credentials,
  known: NamesKnown,
): readonly NamesMeant[] {
  const plain = parseUserName(userName);
  const said: readonly NamesMeant[] = plain ? [{ ...plain, mistakes: [] }] : [];
  const isClean = plain !== undefined && !isOdd(userName);
  const spelt = isClean ? said : [...joinedOtherwise(userName), ...said];
  const given = namesGiven(userName, known);
  const isOther = ([key, name]: NamedValue) => userName !== `${name}&${key}`;
  const others = [...given, ...namesInBase(parseClientId(clientId).base)]
    .filter(isOther)
    .map(([key, name]): NamesMeant => {
      const signed = `${name}&${key}`;
      const isSpelling = signed.toLowerCase() === userName.toLowerCase();
      const fault = found(isSpelling ? 'user-name-case' : 'user-name-of-another-device', {
        signed,
      });
      return {
        productKey: key,
        deviceName: name,
        mistakes: [plain ? fault : formFault(userName)],
      };
    });
  const turnable = said.filter((names) => mayBeTurned(names, known));
  return [...spelt, ...turnable.map(turned), ...others];
}

/** The known product key and device name; unknown parts are taken from the user name. */
function namesGiven(userName: string, known: NamesKnown): readonly NamedValue[] {
  if (!known.productKey && !known.deviceName) return [];
  const said = parseUserName(userName) ?? { productKey: userName, deviceName: userName };
  const key = known.productKey || said.productKey;
  const name = known.deviceName || said.deviceName;
  return key === '' || name === '' ? [] : [[key, name]];
}

/** Whether it has characters that occur in neither name, which were copied along or replace the `&`. */
function isOdd(userName: string): boolean {
  return /\s/.test(userName) || ESCAPED_AND.test(userName) || unwrapped(userName) !== undefined;
}

const KEY_LENGTH = 11;
/** All known product keys have this form; device names rarely do. */
const LIKE_A_KEY = /^[A-Za-z0-9]{11}$/;

/**
 * Whether the two names may be exchanged. Signing exchanged names gives the same password, so the form of a
 * product key and its place decide.
 */
function mayBeTurned(names: NamesMeant, { productKey, deviceName }: NamesKnown): boolean {
  if (productKey) return names.productKey !== productKey;
  if (deviceName) return names.deviceName !== deviceName;
  return !LIKE_A_KEY.test(names.productKey) || LIKE_A_KEY.test(names.deviceName);
}

function formFault(userName: string): FoundMistake {
  return found(userName === '' ? 'user-name-empty' : 'user-name-form', {});
}

/** Reasons for the platform to reject the user name without a check of the password. */
export function userNameFault(userName: string): FoundMistake | undefined {
  const ways = joinedOtherwise(userName);
  if (parseUserName(userName)) return isOdd(userName) ? ways[0]?.mistakes[0] : undefined;
  const plausible = ways.filter(isPlausible);
  return (plausible.length === 1 ? plausible[0]?.mistakes[0] : undefined) ?? formFault(userName);
}

/** Any character could be a separator; it counts as one if there is a product key on one side. */
function isPlausible({ productKey, deviceName, mistakes: [fault] }: NamesMeant): boolean {
  const isKey = (text: string) => LIKE_A_KEY.test(text) && /\d/.test(text);
  if (fault?.mistake === 'user-name-form') return false;
  return fault?.mistake !== 'user-name-separator' || isKey(productKey) || isKey(deviceName);
}

/**
 * Mistakes in names that leave the password right: they are exchanged in both places, or belong to another
 * device than expected.
 */
export function otherDevice(userName: string, known: NamesKnown): readonly FoundMistake[] {
  const names = parseUserName(userName);
  const [[productKey, deviceName] = ['', '']] = namesGiven(userName, known);
  if (names === undefined) return [];
  if (isTurned(names, known)) return [found('user-name-swapped', {}), found('names-swapped', {})];
  const signed = `${deviceName}&${productKey}`;
  if (productKey === '' || userName === signed) return [];
  const isSpelling = signed.toLowerCase() === userName.toLowerCase();
  return [found(isSpelling ? 'user-name-case' : 'user-name-not-of-device', { signed })];
}

function isTurned(names: DeviceName, { productKey, deviceName }: NamesKnown): boolean {
  if (!productKey && !deviceName) {
    return LIKE_A_KEY.test(names.deviceName) && /[^A-Za-z0-9]/.test(names.productKey);
  }
  const isRight =
    (!productKey || productKey === names.productKey) &&
    (!deviceName || deviceName === names.deviceName);
  return (
    !isRight &&
    (!productKey || productKey === names.deviceName) &&
    (!deviceName || deviceName === names.productKey)
  );
}
