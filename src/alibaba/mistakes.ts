/**
 * Known mistakes that lead to wrong credentials, with the names of their arguments. `i18n` describes each
 * mistake and its remedy. No argument contains a part of a secret or password.
 */
import type { Localizable } from '../base/message.ts';

/** To be corrected in the client id. */
const CLIENT_ID_MISTAKES = {
  'client-id-escaped': ['found'],
  'client-id-full-width': ['found'],
  'client-id-base-empty': [],
  'client-id-base-long': ['length'],
  'tail-missing': [],
  'tail-open': [],
  'tail-separators': ['found'],
  'tail-stray': ['found'],
  'tail-repeated': ['name'],
  'tail-name-case': ['found', 'meant'],
  'secure-mode-missing': [],
  'secure-mode-unknown': ['found'],
  'sign-method-unknown': ['found'],
  'timestamp-form': [],
  'method-missing': ['used'],
  'method-mismatch': ['announced', 'used'],
  'method-mismatch-sdk-sha1': ['announced', 'used'],
  'timestamp-not-sent': ['signed'],
  'other-timestamp-signed': ['signed', 'sent'],
  'other-client-id-signed': ['signed', 'sent'],
} as const;

/** To be corrected in the user name. */
const USER_NAME_MISTAKES = {
  'user-name-empty': [],
  'user-name-encoded': ['found'],
  'user-name-separator': ['found'],
  'user-name-swapped': [],
  'user-name-form': [],
  'user-name-case': ['signed'],
  'user-name-not-of-device': ['signed'],
  'user-name-of-another-device': ['signed'],
  'placeholder-left': ['found'],
} as const;

/** To be corrected in the conversion of the signature to the password. */
const PASSWORD_MISTAKES = {
  'password-empty': [],
  'password-not-hex': ['found'],
  'password-is-secret': [],
  'password-is-product-secret': [],
  'password-hex-prefixed': [],
  'password-base64': ['length'],
  'password-encoded-twice': [],
  'password-raw-bytes': ['length'],
  'password-truncated': ['found', 'length'],
  'password-longer': ['length'],
  'password-printed': [],
} as const;

/** To be corrected in the secret. */
const SECRET_MISTAKES = {
  'secret-stored-with-blank': [],
  'secret-case': [],
  'secret-decoded': ['found'],
  'secret-encoded': ['found'],
  'secret-truncated': ['place', 'length'],
  'secret-empty': [],
  'secret-one-character': ['place'],
  'secret-of-another-device': ['device'],
  'product-secret-used': [],
  'product-key-used': [],
  'device-name-used': [],
} as const;

/** To be corrected in the signed text. */
const SIGNED_MISTAKES = {
  'wrong-order': ['order', 'right'],
  separators: ['pattern'],
  'values-only': ['pattern'],
  'field-left-out': ['name'],
  'whole-client-id-signed': [],
  'client-id-alone-signed': ['found'],
  'tail-parameters-signed': ['names'],
  'registration-signed': [],
  'timestamp-not-signed': [],
  'names-swapped': [],
  'case-signed': ['name'],
  'field-name-spelling': ['names', 'right'],
  'other-value-signed': ['name', 'signed'],
  'placeholder-signed': ['name', 'found'],
  'text-encoded': ['found'],
} as const;

/** To be corrected in the computation of the signature from key and text. */
const KEYING_MISTAKES = {
  'key-and-text-swapped': ['used'],
  'plain-hash': ['used', 'found'],
} as const;

/** To be corrected in the code that writes the packet. */
const PACKET_MISTAKES = {
  'connect-length-wrong': ['found', 'length'],
  'connect-truncated': ['found', 'length'],
} as const;

/** Sign-ins without a device secret. */
const OTHER_SIGN_INS = {
  registration: ['found'],
  'message-queue': ['found'],
  'pre-authenticated': [],
} as const;

/**
 * All mistakes that explain a wrong password, or a refusal of a right one, with the names of their arguments.
 */
export const MISTAKES = {
  ...CLIENT_ID_MISTAKES,
  ...USER_NAME_MISTAKES,
  ...PASSWORD_MISTAKES,
  ...SECRET_MISTAKES,
  ...SIGNED_MISTAKES,
  ...KEYING_MISTAKES,
  ...PACKET_MISTAKES,
  ...OTHER_SIGN_INS,
  /** Quotation marks or blanks around the value that `field` names, to be corrected there. */
  wrapped: ['field', 'found'],
} as const;

export type MistakeKey = keyof typeof MISTAKES;

export type Mistakes = {
  readonly [Key in MistakeKey]: Readonly<Record<(typeof MISTAKES)[Key][number], string>>;
};

/** A mistake that was found. */
export type FoundMistake<Key extends MistakeKey = MistakeKey> = {
  readonly [One in Key]: { readonly mistake: One; readonly args: Mistakes[One] };
}[Key];

export const found = <Key extends MistakeKey>(
  mistake: Key,
  args: Mistakes[Key],
): FoundMistake<Key> => ({ mistake, args });

/** The part to correct. */
export type MistakePlace = 'clientId' | 'userName' | 'password' | 'secret' | 'packet';

/** The part to correct; undefined if none of these is wrong. */
export function mistakePlace({ mistake, args }: FoundMistake): MistakePlace | undefined {
  if (mistake === 'wrapped') return WRAPPED_PLACES.get(args.field) ?? 'password';
  if (Object.hasOwn(CLIENT_ID_MISTAKES, mistake)) return 'clientId';
  if (Object.hasOwn(USER_NAME_MISTAKES, mistake)) return 'userName';
  if (Object.hasOwn(SECRET_MISTAKES, mistake)) return 'secret';
  if (Object.hasOwn(PACKET_MISTAKES, mistake)) return 'packet';
  return Object.hasOwn(OTHER_SIGN_INS, mistake) ? undefined : 'password';
}

/** Fields of CONNECT, and the secret; the others are parts of the signed text. */
const WRAPPED_PLACES: ReadonlyMap<string, MistakePlace> = new Map([
  ['clientId', 'clientId'],
  ['userName', 'userName'],
  ['deviceSecret', 'secret'],
]);

/** The form for `i18n`. */
export const factOf = <Key extends MistakeKey>({
  mistake,
  args,
}: FoundMistake<Key>): Localizable<Mistakes, Key> => ({ key: mistake, args });

/** A mistake reported by another program; undefined if it is unknown or incomplete. */
export function knownMistake(
  key: string | undefined,
  args: Readonly<Record<string, string>> = {},
): FoundMistake | undefined {
  if (!isMistake(key)) return undefined;
  return hasArgs(key, args) ? found(key, args) : undefined;
}

function isMistake(key: string | undefined): key is MistakeKey {
  return key !== undefined && Object.hasOwn(MISTAKES, key);
}

function hasArgs<Key extends MistakeKey>(
  key: Key,
  args: Readonly<Record<string, string>>,
): args is Mistakes[Key] {
  return MISTAKES[key].every((name) => Object.hasOwn(args, name));
}

export interface Explanation {
  /** Empty if the password is right. */
  readonly mistakes: readonly FoundMistake[];
  /** The text that was signed. */
  readonly signed: string;
}
