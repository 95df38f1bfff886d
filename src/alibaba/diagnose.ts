/**
 * Finds out whether credentials are right, and if not, which known mistake made them: it makes each mistake
 * itself and compares what comes out. A few thousand signatures at most.
 */

import { encodeUtf8 } from '../mqtt/utf8.ts';
import {
  clientIdFault,
  looseParameters,
  methodMistake,
  type NamesMeant,
  namesMeant,
  userNameFault,
} from './credentialForm.ts';
import type { Credentials, Diagnosis, FoundMistake, KnownOfDevice } from './diagnosis.ts';
import { parameterValues, parseClientId, parseUserName } from './identity.ts';
import { type KeyTried, wrongKeys } from './keysTried.ts';
import { lastResorts, type Unexplained } from './lastResorts.ts';
import { mistakePlace } from './mistakes.ts';
import { type NamedValue, signContentOf, signedFields } from './sign.ts';
import { type Explanation, SignatureSearch, type Way } from './signatureSearch.ts';
import { type FieldsTried, type SignInSaid, wrongFields } from './signedFieldsTried.ts';
import { WRONG_LAYOUTS } from './signedTexts.ts';
import { DIGEST_BYTES } from './signHashes.ts';
import { parametersOf } from './verify.ts';

/** Which known mistake makes this password, for this secret. Never throws. */
export function diagnose(credentials: Credentials, known: KnownOfDevice): Diagnosis {
  const { clientId, userName, password } = credentials;
  const search = new SignatureSearch(clientId, password);
  const fault = clientIdFault(clientId);
  const explanation =
    blunt(credentials, known, fault) ?? explain(search, credentials, known, fault);
  const mistakes = distinct([
    ...(fault ? [fault] : []),
    ...(explanation ? explanation.mistakes : unexplained(search, credentials, fault)),
    ...(explanation ? otherDevice(userName, known) : []),
  ]).map((one) => ({ ...one, args: masked(one.args, known, password) }));
  const [first, ...also] = mistakes;
  const asked = askedOf(credentials);
  const signed = explanation?.signed;
  return {
    ok: explanation !== undefined && first === undefined,
    mistake: first?.mistake,
    args: first?.args ?? {},
    also,
    reproduced: explanation !== undefined && first !== undefined,
    where: first && mistakePlace(first.mistake),
    ...asked,
    signedInstead: signed === asked.signContent || signed === '' ? undefined : signed,
    passwordLength: password.length,
    expectedLength: asked.signMethod && DIGEST_BYTES[asked.signMethod] * 2,
    tried: search.tried,
  };
}

/** What the platform reads from the fields. */
function askedOf({ clientId, userName }: Credentials) {
  const parts = parseClientId(clientId);
  const read = parametersOf(parts);
  const names = parseUserName(userName);
  const parameters = typeof read === 'string' ? undefined : read;
  const signContent =
    names && parameters
      ? signContentOf(
          signedFields({ ...names, clientIdBase: parts.base, timestamp: parameters.timestamp }),
        )
      : undefined;
  return {
    productKey: names?.productKey,
    deviceName: names?.deviceName,
    signMethod: parameters?.signMethod,
    signContent,
  };
}

/** What needs no search. */
function blunt(
  { clientId, userName, password }: Credentials,
  { deviceSecret, productSecret }: KnownOfDevice,
  fault: FoundMistake | undefined,
): Explanation | undefined {
  const says = (
    mistake: FoundMistake['mistake'],
    args: FoundMistake['args'] = {},
  ): Explanation => ({
    mistakes: [{ mistake, args }],
    signed: '',
  });
  const bare = password.trim();
  if (bare === '') return undefined;
  if (bare === deviceSecret.trim()) return says('password-is-secret');
  if (bare === productSecret?.trim()) return says('password-is-product-secret');
  if (fault?.mistake === 'pre-authenticated') return undefined;
  const tail = looseParameters(clientId);
  const kind = tail.get('authtype') ?? '';
  const names = parseUserName(userName);
  if (!kind.startsWith('reg') || !productSecret || !names) return undefined;
  const fields: NamedValue[] = [
    ['deviceName', names.deviceName],
    ['productKey', names.productKey],
    ['random', tail.get('random') ?? ''],
  ];
  const key = { mistakes: [], key: encodeUtf8(productSecret), isCommon: true };
  const way: Way = {
    names: { ...names, mistakes: [] },
    key,
    fields: { mistakes: [], fields, isCommon: true },
  };
  const found = new SignatureSearch(clientId, password).attempt(way);
  return found && { ...found, mistakes: [registration(kind), ...found.mistakes] };
}

function registration(found: string): FoundMistake {
  return { mistake: 'registration', args: { found } };
}

function explain(
  search: SignatureSearch,
  credentials: Credentials,
  known: KnownOfDevice,
  fault: FoundMistake | undefined,
): Explanation | undefined {
  if (!search.isSignature || fault?.mistake === 'pre-authenticated') return undefined;
  const key: KeyTried = { mistakes: [], key: encodeUtf8(known.deviceSecret), isCommon: true };
  const subjects = namesMeant(credentials, known).map((names) =>
    subjectOf(names, credentials, known, fault),
  );
  const alike = (fieldsOf: (subject: Subject) => readonly FieldsTried[]) =>
    search.first(
      subjects.flatMap((subject) =>
        fieldsOf(subject).map((fields): Way => ({ names: subject.names, key, fields })),
      ),
      'all',
    );
  const found =
    alike(({ right }) => [right]) ?? alike(({ wrong }) => wrong.filter(({ isCommon }) => isCommon));
  const [subject] = subjects;
  if (found || subject === undefined) return found;
  const keys = wrongKeys(known.deviceSecret, {
    productSecret: known.productSecret,
    productKey: subject.names.productKey,
    deviceName: subject.names.deviceName,
  });
  return (
    single(search, subject, key, keys) ??
    double(search, subjects, key, keys) ??
    search.first(lastResorts(subject, key, known))
  );
}

interface Subject extends Unexplained {
  readonly wrong: readonly FieldsTried[];
}

function subjectOf(
  names: NamesMeant,
  { clientId, userName }: Credentials,
  known: KnownOfDevice,
  fault: FoundMistake | undefined,
): Subject {
  const parts = parseClientId(clientId);
  const stamps = parameterValues(parts, 'timestamp');
  const loose = looseParameters(clientId).get('timestamp');
  const { productKey, deviceName } = names;
  const said: SignInSaid = {
    productKey,
    deviceName,
    clientIdBase: parts.base,
    timestamp: fault === undefined ? stamps[0] : (loose ?? stamps[0]),
    clientId,
    userName,
    parameters: parts.parameters,
  };
  const right: FieldsTried = { mistakes: [], fields: signedFields(said), isCommon: true };
  const times = (known.timestamps ?? []).slice(-MOST_TIMES);
  return { names, said, right, wrong: wrongFields(said, [...stamps, ...times]) };
}

/** Times found in a log that are tried. */
const MOST_TIMES = 50;

/** One mistake alone. */
function single(
  search: SignatureSearch,
  { names, right, wrong }: Subject,
  key: KeyTried,
  keys: readonly KeyTried[],
): Explanation | undefined {
  return (
    search.first(keys.map((other) => ({ names, key: other, fields: right }))) ??
    search.first(wrong.map((fields) => ({ names, key, fields }))) ??
    search.attemptWithoutHmac({ names, key, fields: right }) ??
    search.first(WRONG_LAYOUTS.map((layout) => ({ names, key, fields: right, layout })))
  );
}

/** Two at once, of the likely ones. */
function double(
  search: SignatureSearch,
  subjects: readonly Subject[],
  key: KeyTried,
  keys: readonly KeyTried[],
): Explanation | undefined {
  const commonKeys = keys.filter(({ isCommon }) => isCommon);
  for (const [at, { names, right, wrong }] of subjects.entries()) {
    const common = wrong.filter(({ isCommon }) => isCommon);
    const found =
      search.first(
        commonKeys.flatMap((other) => [
          ...[right, ...common].map((fields): Way => ({ names, key: other, fields })),
          ...COMMON_LAYOUTS.map((layout): Way => ({ names, key: other, fields: right, layout })),
        ]),
      ) ?? firstOf(common, (fields) => search.attemptWithoutHmac({ names, key, fields }));
    if (found) return found;
    const more = search.first(pairs(names, key, at === 0 ? wrong : common, COMMON_LAYOUTS));
    if (more) return more;
  }
  return undefined;
}

const COMMON_LAYOUTS = WRONG_LAYOUTS.filter(({ isCommon }) => isCommon);

function* pairs(
  names: NamesMeant,
  key: KeyTried,
  tried: readonly FieldsTried[],
  layouts: typeof WRONG_LAYOUTS,
): Generator<Way> {
  for (const fields of tried) for (const layout of layouts) yield { names, key, fields, layout };
}

function firstOf<T, R>(list: readonly T[], find: (one: T) => R | undefined): R | undefined {
  for (const one of list) {
    const found = find(one);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** What can be said without having found how the password was made. */
function unexplained(
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

/** Names that are right for themselves, and not those that the device should have. */
function otherDevice(userName: string, known: KnownOfDevice): readonly FoundMistake[] {
  const names = parseUserName(userName);
  const { productKey, deviceName } = known;
  if (!names || !productKey || !deviceName) return [];
  const signed = `${deviceName}&${productKey}`;
  if (userName === signed || userName === `${productKey}&${deviceName}`) return [];
  const isSpelling = signed.toLowerCase() === userName.toLowerCase();
  return [{ mistake: isSpelling ? 'user-name-case' : 'user-name-not-of-device', args: { signed } }];
}

function distinct(mistakes: readonly FoundMistake[]): readonly FoundMistake[] {
  return [...new Map(mistakes.map((one) => [one.mistake, one])).values()];
}

/** A secret that somebody pasted into another field does not come out as an argument. */
function masked(
  args: FoundMistake['args'],
  { deviceSecret, productSecret }: KnownOfDevice,
  password: string,
): FoundMistake['args'] {
  const secrets = [deviceSecret, productSecret ?? '', password].filter((one) => one.length >= 6);
  const entries = Object.entries(args).map(([name, value]) => {
    const shown = secrets.reduce(
      (text, one) => text.replaceAll(one, '*'.repeat(one.length)),
      value,
    );
    return [name, shown] as const;
  });
  return Object.fromEntries(entries);
}
