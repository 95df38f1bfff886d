/** Fields with additional characters in their values: quotes that a program printed, or zeros of a buffer. */
import { encodeUtf8 } from '../base/utf8.ts';
import { type FieldsTried, type SignInSaid, tried, withField } from './fieldsTried.ts';
import { found } from './mistakes.ts';
import { signedFields } from './sign.ts';
import { AROUND } from './signedTexts.ts';

/** All non-empty subsets. */
function choices<T>(list: readonly T[]): readonly (readonly T[])[] {
  return list
    .reduce<readonly (readonly T[])[]>(
      (before, one) => [...before, ...before.map((chosen) => [...chosen, one])],
      [[]],
    )
    .slice(1);
}

/** Python prints bytes as `b'…'`. */
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

/** Largest array in bytes that a C program is assumed to use for a field. */
const LARGEST_ARRAY = 128;

/** Signs a field with its whole array `char[32]`, including the zeros after it. */
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
