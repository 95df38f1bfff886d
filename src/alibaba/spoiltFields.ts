/** Fields with what does not belong to their values: marks that a program printed around them, zeros of a buffer. */
import { encodeUtf8 } from '../base/utf8.ts';
import { type FieldsTried, type SignInSaid, tried, withField } from './fieldsTried.ts';
import { found } from './mistakes.ts';
import { signedFields } from './sign.ts';
import { AROUND } from './signedTexts.ts';

/** Every choice of at least one. */
function choices<T>(list: readonly T[]): readonly (readonly T[])[] {
  return list
    .reduce<readonly (readonly T[])[]>(
      (before, one) => [...before, ...before.map((chosen) => [...chosen, one])],
      [[]],
    )
    .slice(1);
}

/** Python writes bytes as `b'…'` where text is wanted. */
export function quotedFields(said: SignInSaid): readonly FieldsTried[] {
  const right = signedFields(said);
  return choices(right.map(([name]) => name)).flatMap((names) =>
    AROUND.map((around) =>
      tried(
        found('fields-quoted', { names: names.join(', '), found: around }),
        right.map(([name, value]) => [
          name,
          names.includes(name) ? around.replace('…', () => value) : value,
        ]),
      ),
    ),
  );
}

/** Bytes of the largest array that a C program is taken to have for one field. */
const LARGEST_ARRAY = 128;

/** One field is signed with the whole array that it stands in, `char[32]`, and the zeros behind it. */
export function* paddedFields(said: SignInSaid): Generator<FieldsTried> {
  for (const [name, value] of signedFields(said)) {
    const { length } = encodeUtf8(value);
    for (let size = length + 1; size <= LARGEST_ARRAY; size++) {
      const padded = value + '\0'.repeat(size - length);
      yield tried(
        found('field-padded', { name, length: String(size) }),
        withField(said, name, padded),
      );
    }
  }
}
