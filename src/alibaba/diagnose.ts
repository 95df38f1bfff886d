/**
 * Checks credentials and finds the known mistake behind wrong ones: it repeats each mistake and compares the
 * results. Computes a few thousand signatures, and as many more as the caller allows.
 */

import { encodeUtf8 } from '../base/utf8.ts';
import {
  clientIdError,
  intendedClientId,
  looseParameters,
  type NamesMeant,
  namesMeant,
  notASignIn,
} from './credentialForm.ts';
import type { Credentials, KnownOfDevice } from './credentials.ts';
import type { Diagnosis } from './diagnosis.ts';
import type { FieldsTried, SignInSaid } from './fieldsTried.ts';
import { parameterValues, parseClientId, parseUserName } from './identity.ts';
import { type KeyTried, wrongKeys } from './keysTried.ts';
import { lastResorts, type Unexplained } from './lastResorts.ts';
import { messageQueueUser, signedForMessageQueue } from './messageQueue.ts';
import {
  type Explanation,
  type FoundMistake,
  found,
  type MistakeKey,
  mistakePlace,
} from './mistakes.ts';
import { everyClientId } from './otherClientIds.ts';
import { everyTime, likelyTimes } from './otherTimes.ts';
import { type NamedValue, signContentOf, signedFields } from './sign.ts';
import { SignatureSearch, type Way } from './signatureSearch.ts';
import { wrongFields } from './signedFieldsTried.ts';
import { WRONG_LAYOUTS } from './signedTexts.ts';
import { DIGEST_BYTES } from './signHashes.ts';
import { suspicionsOf } from './suspicions.ts';
import { registration, unexplained, wrongDevice } from './unexplained.ts';
import { parametersOf } from './verify.ts';

/** Limit of times and client ids for a caller that can wait 2 or 3 s. */
export const PATIENT_TIMES = 500_000;

/**
 * The known mistake that leads from this secret to this password. Never throws.
 *
 * @param mostTimes limit of additional signatures at the end, once for a time and once for a client id that
 *   are found nowhere; a few µs each
 * @param onTried called now and then with the number of tries so far
 */
export function diagnose(
  given: Credentials,
  known: KnownOfDevice,
  mostTimes = 0,
  onTried: (tried: number) => void = () => undefined,
): Diagnosis {
  const { clientId, mistakes: copied } = intendedClientId(given.clientId);
  const credentials = { ...given, clientId };
  const { userName, password } = given;
  const search = new SignatureSearch(clientId, password, onTried);
  const fault = clientIdError(clientId);
  const explanation =
    blunt(credentials, known, fault) ?? explain(search, credentials, known, fault, mostTimes);
  const { packetError } = known;
  const mistakes = distinct([
    ...(packetError ? [packetError] : []),
    ...notASignIn(given, explanation !== undefined),
    ...copied,
    ...(fault ? [fault] : []),
    ...(explanation ? explanation.mistakes : unexplained(search, credentials, fault)),
    ...wrongDevice(userName, known, explanation, fault),
  ]).map((one) => masked(one, known, password));
  const [first] = mistakes;
  const asked = askedOf(given);
  const signed = explanation?.signed;
  return {
    ok: explanation !== undefined && first === undefined,
    mistake: first?.mistake,
    mistakes,
    reproduced: explanation !== undefined && first !== undefined,
    where: first && mistakePlace(first.mistake),
    ...asked,
    signedInstead: signed === asked.signContent || signed === '' ? undefined : signed,
    passwordLength: password.length,
    expectedLength: asked.signMethod && DIGEST_BYTES[asked.signMethod] * 2,
    suspicions:
      first === undefined && explanation === undefined ? suspicionsOf(credentials, known) : [],
    tried: search.tried,
  };
}

/** The fields as the platform reads them. */
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

/** Mistakes that need no search. */
function blunt(
  { clientId, userName, password }: Credentials,
  { deviceSecret, productSecret }: KnownOfDevice,
  fault: FoundMistake | undefined,
): Explanation | undefined {
  const says = (mistake: FoundMistake): Explanation => ({ mistakes: [mistake], signed: '' });
  const bare = password.trim();
  if (bare === '') return undefined;
  if (bare === deviceSecret.trim()) return says({ mistake: 'password-is-secret', args: {} });
  if (bare === productSecret?.trim())
    return says({ mistake: 'password-is-product-secret', args: {} });
  if (fault?.mistake === 'pre-authenticated') return undefined;
  const forQueue = signedForMessageQueue({ clientId, userName, password }, deviceSecret);
  if (forQueue) return forQueue;
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

function explain(
  search: SignatureSearch,
  credentials: Credentials,
  known: KnownOfDevice,
  fault: FoundMistake | undefined,
  mostTimes: number,
): Explanation | undefined {
  const isOther =
    fault?.mistake === 'pre-authenticated' || messageQueueUser(credentials.userName) !== undefined;
  if (!search.isSignature || isOther) return undefined;
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
    devices: known.devices ?? [],
  });
  return (
    single(search, subject, key, keys) ??
    double(search, subjects, key, keys) ??
    search.firstEnd(likelyTimes(subject, key, known)) ??
    search.first(lastResorts(subject, key, known)) ??
    search.firstEnd(everyTime(subject, key, known, mostTimes)) ??
    search.first(everyClientId(subject, key, mostTimes))
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
  const timestamps = [...stamps, ...(known.timestamps ?? []).slice(-MOST_FOUND)];
  const clientIds = (known.clientIds ?? []).slice(-MOST_FOUND);
  return { names, said, right, wrong: wrongFields(said, { timestamps, clientIds }) };
}

/** Limit of times and client ids from a log. */
const MOST_FOUND = 50;

/** Tries single mistakes. */
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

/** Tries pairs of likely mistakes. */
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

function distinct(mistakes: readonly FoundMistake[]): readonly FoundMistake[] {
  return [...new Map(mistakes.map((one) => [one.mistake, one])).values()];
}

/** Hides arguments that are a secret which was pasted into another field. */
function masked<Key extends MistakeKey>(
  { mistake, args }: FoundMistake<Key>,
  { deviceSecret, productSecret, devices = [] }: KnownOfDevice,
  password: string,
): FoundMistake<Key> {
  const others = devices.map((device) => device.deviceSecret);
  const secrets = [deviceSecret, productSecret ?? '', password, ...others].filter(
    (one) => one.length >= 6,
  );
  const entries = Object.entries<string>(args).map(([name, value]) => {
    const shown = secrets.reduce(
      (text, one) => text.replaceAll(one, '*'.repeat(one.length)),
      value,
    );
    return [name, shown] as const;
  });
  return found(mistake, { ...args, ...Object.fromEntries<string>(entries) });
}
