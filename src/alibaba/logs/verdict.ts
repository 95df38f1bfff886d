/** The fourth answer about a log: whether its signature is right. */
import type { Localizable, NoArgs } from '../../base/message.ts';
import type { Credentials } from '../credentials.ts';
import type { Diagnosis } from '../diagnosis.ts';
import type { FoundMistake, MistakeKey } from '../mistakes.ts';
import type { Suspicion } from '../suspicions.ts';
import type { SignInKind } from './otherForms.ts';
import { refusesCredentials } from './outcome.ts';
import { isRefusedIn, type LogReading } from './readLog.ts';

export interface SignatureVerdicts {
  readonly right: NoArgs;
  readonly 'right-by-product-secret': NoArgs;
  readonly 'right-of-module': NoArgs;
  readonly 'right-of-sub-device': NoArgs;
  /** The mistake follows. */
  readonly wrong: NoArgs;
  readonly 'wrong-by-product-secret': NoArgs;
  readonly unexplained: { readonly tried: number };
  readonly token: NoArgs;
  readonly certificate: NoArgs;
  readonly masked: NoArgs;
  readonly 'product-secret-missing': NoArgs;
  readonly incomplete: { readonly fields: string };
}

export interface SignatureVerdict {
  readonly state: 'right' | 'wrong' | 'unchecked';
  readonly fact: Localizable<SignatureVerdicts>;
  /** The first mistake, if the signature is wrong. */
  readonly mistake: FoundMistake | undefined;
}

/** Fields that the text does not have. */
export function missingFields(found: Partial<Record<keyof Credentials, string | undefined>>) {
  return FIELDS.filter((field) => found[field] === undefined);
}

const FIELDS = ['clientId', 'userName', 'password'] as const;

/** Sign-ins that no secret of the device proves. */
const UNCHECKED = { token: 'token', certificate: 'certificate', masked: 'masked' } as const;

function isUnchecked(kind: SignInKind): kind is keyof typeof UNCHECKED {
  return Object.hasOwn(UNCHECKED, kind);
}

/** Whether the credentials can be compared with a secret. */
export function isCheckable(kind: SignInKind): boolean {
  return !isUnchecked(kind) && kind !== 'incomplete';
}

const RIGHT = {
  signature: 'right',
  registration: 'right-by-product-secret',
  'registration-https': 'right-by-product-secret',
  'sub-device': 'right-of-sub-device',
  module: 'right-of-module',
} as const satisfies Partial<Record<SignInKind, keyof SignatureVerdicts>>;

function isSigned(kind: SignInKind): kind is keyof typeof RIGHT {
  return Object.hasOwn(RIGHT, kind);
}

/** Mistakes of a sign-in with a device secret that a registration does not make. */
const OF_REGISTRATION: ReadonlySet<MistakeKey> = new Set<MistakeKey>([
  'registration',
  'secure-mode-unknown',
  'secure-mode-missing',
]);

const unchecked = (fact: Localizable<SignatureVerdicts>): SignatureVerdict => ({
  state: 'unchecked',
  fact,
  mistake: undefined,
});

/**
 * @param diagnosis undefined if the credentials cannot be compared with a secret
 * @param missing names of the fields that the text does not have
 */
export function verdictOf(
  kind: SignInKind,
  diagnosis: Diagnosis | undefined,
  known: { readonly hasProductSecret: boolean; readonly missing: readonly string[] },
): SignatureVerdict {
  if (isUnchecked(kind)) return unchecked({ key: UNCHECKED[kind], args: {} });
  if (diagnosis === undefined || !isSigned(kind)) {
    return unchecked({ key: 'incomplete', args: { fields: known.missing.join(', ') } });
  }
  const right: SignatureVerdict = {
    state: 'right',
    fact: { key: RIGHT[kind], args: {} },
    mistake: undefined,
  };
  if (kind === 'registration' || kind === 'registration-https') {
    if (!known.hasProductSecret) return unchecked({ key: 'product-secret-missing', args: {} });
    const mistake = diagnosis.mistakes.find((one) => !OF_REGISTRATION.has(one.mistake));
    if (diagnosis.reproduced && mistake === undefined) return right;
    return { state: 'wrong', fact: { key: 'wrong-by-product-secret', args: {} }, mistake };
  }
  if (diagnosis.ok) return right;
  const [mistake] = diagnosis.mistakes;
  if (mistake !== undefined) return { state: 'wrong', fact: { key: 'wrong', args: {} }, mistake };
  const { tried } = diagnosis;
  return { state: 'wrong', fact: { key: 'unexplained', args: { tried } }, mistake };
}

/** First thing to check if a right signature was refused. */
export type RefusedFor = 'broken-rule' | 'credentials' | 'other';

export function refusedFor({ outcome, broken }: LogReading): RefusedFor {
  if (broken.length > 0) return 'broken-rule';
  return refusesCredentials(outcome) ? 'credentials' : 'other';
}

/** Suspicions that the outcome leaves possible: a secret is suspected only if the credentials were refused. */
export function suspicionsLeft(
  suspicions: readonly Suspicion[],
  { outcome }: LogReading,
): readonly Suspicion[] {
  if (refusesCredentials(outcome)) return suspicions;
  return suspicions.filter(({ key }) => key === 'timestamp-elsewhere');
}

/** Exit code of `verify`: right, wrong or refused, or nothing to check. */
export function exitCodeOf({ state }: SignatureVerdict, reading: LogReading): 0 | 3 | 4 {
  if (state === 'wrong' || isRefusedIn(reading)) return 3;
  return state === 'unchecked' ? 4 : 0;
}
