/** Last tries for an unexplained password: other spellings, and nearly right secrets. */
import { encodeUtf8 } from '../base/utf8.ts';
import type { NamesMeant } from './credentialForm.ts';
import type { KnownOfDevice } from './credentials.ts';
import type { FieldsTried, SignInSaid } from './fieldsTried.ts';
import { enlargedKeys, type KeyTried, misspeltKeys, paddedKeys } from './keysTried.ts';
import { signContentOf, signedFields } from './sign.ts';
import type { Way } from './signatureSearch.ts';
import { paddedTexts } from './signedTexts.ts';
import { paddedFields, quotedFields } from './spoiltFields.ts';

/** A sign-in with one reading of its names. */
export interface Unexplained {
  readonly names: NamesMeant;
  readonly said: SignInSaid;
  readonly right: FieldsTried;
}

/** Likeliest first; a few thousand. */
export function* lastResorts(
  subject: Unexplained,
  key: KeyTried,
  known: KnownOfDevice,
): Generator<Way> {
  const { names, right } = subject;
  for (const fields of quotedFields(subject.said)) yield { names, key, fields };
  for (const fields of paddedFields(subject.said)) yield { names, key, fields };
  yield* otherCases(subject, key);
  for (const nearly of [misspeltKeys, enlargedKeys, paddedKeys]) {
    for (const other of nearly(known.deviceSecret)) yield { names, key: other, fields: right };
  }
  const { length } = encodeUtf8(signContentOf(right.fields));
  for (const layout of paddedTexts(length)) yield { names, key, fields: right, layout };
}

/** Limit of letters for trying all combinations of case. */
const MOST_LETTERS = 11;

/** All spellings of a text in upper and lower case; only the text itself if there are too many. */
function spellings(text: string): readonly string[] {
  const letters = text.replace(/[^A-Za-z]/g, '').length;
  if (letters > MOST_LETTERS) return [text];
  return Array.from(text).reduce<readonly string[]>(
    (starts, character) => {
      const forms = new Set([character.toLowerCase(), character.toUpperCase()]);
      return starts.flatMap((start) => [...forms].map((form) => start + form));
    },
    [''],
  );
}

/** Known product keys have letters of both cases, so another form may have been sent but not signed. */
function* otherCases({ names, said }: Unexplained, key: KeyTried): Generator<Way> {
  const { productKey, deviceName } = names;
  const isMixed =
    productKey !== productKey.toLowerCase() && productKey !== productKey.toUpperCase();
  if (isMixed) return;
  const deviceNames = new Set([
    deviceName,
    ...(spellings(deviceName).length <= 16 ? spellings(deviceName) : []),
  ]);
  for (const name of deviceNames) {
    for (const product of spellings(productKey)) {
      const signed = `${name}&${product}`;
      if (signed === `${deviceName}&${productKey}`) continue;
      const fields = signedFields({ ...said, deviceName: name, productKey: product });
      const mistakes = [{ mistake: 'user-name-case', args: { signed } } as const];
      yield { names, key, fields: { mistakes, fields, isCommon: false } };
    }
  }
}
