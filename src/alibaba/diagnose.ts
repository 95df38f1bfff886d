/**
 * Checks credentials and finds the known mistake behind wrong ones: it repeats each mistake once and compares
 * the results. Computes a few thousand signatures.
 */
import { encodeUtf8 } from '../base/utf8.ts';
import {
  clientIdError,
  intendedClientId,
  looseParameters,
  methodMistake,
  type NamesMeant,
  namesMeant,
  notASignIn,
  otherDevice,
  userNameFault,
} from './credentialForm.ts';
import type { Credentials, KnownOfDevice } from './credentials.ts';
import type { Diagnosis } from './diagnosis.ts';
import { fieldTries, type SignInParts } from './fieldTries.ts';
import { parameterValues, parseClientId, parseUserName } from './identity.ts';
import { layoutTries } from './layoutTries.ts';
import { messageQueueUser, signedForMessageQueue } from './messageQueue.ts';
import {
  type Explanation,
  type FoundMistake,
  found,
  type MistakeKey,
  mistakePlace,
} from './mistakes.ts';
import { secretTries } from './secretTries.ts';
import { signContentOf, signedFields } from './sign.ts';
import { SignatureSearch } from './signatureSearch.ts';
import { DIGEST_BYTES } from './signHashes.ts';
import { suspicionsOf } from './suspicions.ts';
import { glued, type Try } from './tries.ts';
import { parametersOf } from './verify.ts';

/** The known mistake that leads from this secret to this password. Never throws. */
export function diagnose(given: Credentials, known: KnownOfDevice): Diagnosis {
  const { clientId, mistakes: copied } = intendedClientId(given.clientId);
  const credentials = { ...given, clientId };
  const { userName, password } = given;
  const search = new SignatureSearch(password);
  const fault = clientIdError(clientId);
  const explanation =
    withoutSearch(credentials, known, fault) ?? explain(search, credentials, known, fault);
  const { packetError } = known;
  const mistakes = distinct([
    ...(packetError ? [packetError] : []),
    ...notASignIn(given, explanation !== undefined),
    ...copied,
    ...(fault ? [fault] : []),
    ...(explanation ? explanation.mistakes : faultsOfForm(search, credentials, fault)),
    ...wrongDevice(userName, known, explanation, fault),
  ]).map((one) => masked(one, known, password));
  const [first] = mistakes;
  const expected = expectedOf(credentials);
  const signed = explanation?.signed;
  return {
    ok: explanation !== undefined && first === undefined,
    mistake: first?.mistake,
    mistakes,
    reproduced: explanation !== undefined && first !== undefined,
    where: first && mistakePlace(first),
    ...expected,
    signedInstead: signed === expected.signContent || signed === '' ? undefined : signed,
    passwordLength: password.length,
    expectedLength: expected.signMethod && DIGEST_BYTES[expected.signMethod] * 2,
    suspicions: first === undefined && explanation === undefined ? suspicionsOf(known) : [],
    tried: search.tried,
  };
}

/** The fields as the platform reads them. */
function expectedOf({ clientId, userName }: Credentials) {
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

/** Mistakes that need no search, and other kinds of sign-in. */
function withoutSearch(
  { clientId, userName, password }: Credentials,
  { deviceSecret, productSecret }: KnownOfDevice,
  fault: FoundMistake | undefined,
): Explanation | undefined {
  const says = (mistake: FoundMistake): Explanation => ({ mistakes: [mistake], signed: '' });
  const bare = password.trim();
  if (bare === '') return undefined;
  if (bare === deviceSecret.trim()) return says(found('password-is-secret', {}));
  if (bare === productSecret?.trim()) return says(found('password-is-product-secret', {}));
  if (fault?.mistake === 'pre-authenticated') return undefined;
  const forQueue = signedForMessageQueue({ clientId, userName, password }, deviceSecret);
  if (forQueue) return forQueue;
  const tail = looseParameters(clientId);
  const kind = tail.get('authtype') ?? '';
  const names = parseUserName(userName);
  if (!kind.startsWith('reg') || !productSecret || !names) return undefined;
  const signed = glued([
    ['deviceName', names.deviceName],
    ['productKey', names.productKey],
    ['random', tail.get('random') ?? ''],
  ]);
  const reading = new SignatureSearch(password).reading(encodeUtf8(productSecret), signed);
  if (reading === undefined) return undefined;
  const mistakes = [found('registration', { found: kind }), ...ofReading(clientId, reading)];
  return { signed, mistakes };
}

const ofReading = (
  clientId: string,
  { method, mistake }: NonNullable<ReturnType<SignatureSearch['reading']>>,
): readonly FoundMistake[] => {
  const announced = methodMistake(clientId, method);
  return [...(announced ? [announced] : []), ...(mistake ? [mistake] : [])];
};

function explain(
  search: SignatureSearch,
  credentials: Credentials,
  known: KnownOfDevice,
  fault: FoundMistake | undefined,
): Explanation | undefined {
  const { clientId, userName } = credentials;
  const isOther =
    fault?.mistake === 'pre-authenticated' || messageQueueUser(userName) !== undefined;
  if (!search.isSignature || isOther) return undefined;
  const key = encodeUtf8(known.deviceSecret);
  const readings = namesMeant(credentials, known);
  for (const names of readings) {
    const signed = glued(signedFields(partsOf(names, credentials, fault)));
    const reading = search.reading(key, signed);
    if (reading === undefined) continue;
    return { signed, mistakes: [...names.mistakes, ...ofReading(clientId, reading)] };
  }
  const method = search.plainMethod;
  const plain = readings.find(({ mistakes }) => mistakes.length === 0);
  if (method === undefined || plain === undefined) return undefined;
  const parts = partsOf(plain, credentials, fault);
  const fields = signedFields(parts);
  const one = search.first(method, { key, text: glued(fields) }, function* tries(): Generator<Try> {
    yield* layoutTries(fields, method);
    yield* fieldTries(parts, {
      timestamps: [
        ...parameterValues(parseClientId(clientId), 'timestamp'),
        ...(known.timestamps ?? []).slice(-MOST_NEARBY),
      ],
      clientIds: (known.clientIds ?? []).slice(-MOST_NEARBY),
    });
    yield* secretTries(known.deviceSecret, {
      productSecret: known.productSecret,
      productKey: plain.productKey,
      deviceName: plain.deviceName,
      devices: known.devices ?? [],
    });
  });
  if (one === undefined) return undefined;
  const announced = methodMistake(clientId, method);
  return { signed: one.signed, mistakes: [...(announced ? [announced] : []), one.mistake] };
}

/** Limit of times and client ids from a log. */
const MOST_NEARBY = 50;

function partsOf(
  { productKey, deviceName }: NamesMeant,
  { clientId, userName }: Credentials,
  fault: FoundMistake | undefined,
): SignInParts {
  const parts = parseClientId(clientId);
  const [stamp] = parameterValues(parts, 'timestamp');
  const loose = looseParameters(clientId).get('timestamp');
  return {
    productKey,
    deviceName,
    clientIdBase: parts.base,
    timestamp: fault === undefined ? stamp : (loose ?? stamp),
    clientId,
    userName,
    parameters: parts.parameters,
  };
}

/** Findings that do not depend on how the password was made. */
function faultsOfForm(
  search: SignatureSearch,
  { clientId, userName, password }: Credentials,
  fault: FoundMistake | undefined,
): readonly FoundMistake[] {
  if (fault?.mistake === 'pre-authenticated') return [];
  const kind = looseParameters(clientId).get('authtype') ?? '';
  if (kind.startsWith('reg')) return [found('registration', { found: kind })];
  const name = userNameFault(userName);
  const faults = name ? [name] : [];
  if (password === '') return [...faults, found('password-empty', {})];
  if (!search.isSignature) {
    return [...faults, found('password-not-hex', { found: String(password.length) })];
  }
  const method = search.plainMethod;
  const other = method && methodMistake(clientId, method);
  if (other === undefined || fault !== undefined) return faults;
  // Only a password that hmacsha1 makes proves the fault of the vendor's package.
  const isSdk = other.mistake === 'method-mismatch-sdk-sha1';
  return [...faults, isSdk ? { ...other, mistake: 'method-mismatch' } : other];
}

/** Names of another device, or exchanged names, unless the explanation of the password includes that. */
function wrongDevice(
  userName: string,
  known: KnownOfDevice,
  explanation: Explanation | undefined,
  fault: FoundMistake | undefined,
): readonly FoundMistake[] {
  if (fault?.mistake === 'pre-authenticated') return [];
  const wrong = otherDevice(userName, known);
  // For an unexplained password, the signed names are unknown.
  if (explanation === undefined) return wrong.slice(0, 1);
  const isTold = explanation.mistakes.some((one) => mistakePlace(one) === 'userName');
  return isTold ? [] : wrong;
}

function distinct(mistakes: readonly FoundMistake[]): readonly FoundMistake[] {
  return [...new Map(mistakes.map((one) => [JSON.stringify(one), one])).values()];
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
