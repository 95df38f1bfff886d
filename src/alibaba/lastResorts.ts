/** What is tried when no mistake explains a password: many times, spellings and secrets that are nearly right. */
import type { NamesMeant } from './credentialForm.ts';
import type { FoundMistake, KnownOfDevice } from './diagnosis.ts';
import { type KeyTried, misspeltKeys } from './keysTried.ts';
import { signContentOf, signedFields } from './sign.ts';
import type { Way } from './signatureSearch.ts';
import type { FieldsTried, SignInSaid } from './signedFieldsTried.ts';

/** A sign-in by one reading of its names. */
export interface Unexplained {
  readonly names: NamesMeant;
  readonly said: SignInSaid;
  readonly right: FieldsTried;
}

/** The likeliest first; a few thousand. */
export function* lastResorts(
  subject: Unexplained,
  key: KeyTried,
  known: KnownOfDevice,
): Generator<Way> {
  yield* otherTimes(subject, key, known);
  yield* otherCases(subject, key);
  for (const other of misspeltKeys(known.deviceSecret)) {
    yield { names: subject.names, key: other, fields: subject.right };
  }
}

/** Steps of ms with how many of each, both ways: a clock read twice, and starts not long before or after. */
const STEPS: readonly (readonly [number, number])[] = [
  [1, 1000],
  [1000, 300],
  [60_000, 60],
  [3_600_000, 48],
  [86_400_000, 31],
];

function* around(centre: string): Generator<string> {
  for (const [step, count] of STEPS) {
    for (let distance = 1; distance <= count; distance++) {
      yield String(Number(centre) + distance * step);
      yield String(Number(centre) - distance * step);
    }
  }
}

/** Of examples in documents, and of people who make up a time. */
function* madeUp(): Generator<string> {
  yield* ['789', '1501668289957', '1524448722000', '123', '12345', '123456', '123456789'];
  yield* ['1234567890', '1234567890123', '1', '1000'];
  for (let time = 1_000_000_000_000; time < 2_600_000_000_000; time += 1_000_000_000) {
    yield String(time);
  }
}

/** Not so many digits that a number could not hold them. */
const A_TIME = /^[1-9]\d{9,14}$/;

function* otherTimes(
  { names, said, right }: Unexplained,
  key: KeyTried,
  { timestamps = [] }: KnownOfDevice,
): Generator<Way> {
  const { timestamp: sent } = said;
  const centres = (sent === undefined ? timestamps.slice(-2) : [sent]).filter((one) =>
    A_TIME.test(one),
  );
  // It is the last of the fields: only the end of the text changes.
  const before = signContentOf(right.fields.filter(([name]) => name !== 'timestamp'));
  const way = (signed: string): Way => {
    const mistake: FoundMistake =
      sent === undefined
        ? { mistake: 'timestamp-not-sent', args: { signed } }
        : { mistake: 'timestamp-of-another-start', args: { signed, sent } };
    const text = `${before}timestamp${signed}`;
    const layout = { mistakes: [mistake], textOf: () => text, isCommon: false };
    return { names, key, fields: right, layout };
  };
  for (const centre of centres) for (const signed of around(centre)) yield way(signed);
  if (sent === undefined) for (const signed of madeUp()) yield way(signed);
}

/** Letters whose case is tried in every combination. */
const MOST_LETTERS = 11;

/** All ways to write the letters of a text in upper and lower case; the text alone where they are too many. */
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

/** A product key without capitals, or of capitals alone, is none that is known: it was sent so, not signed so. */
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
