/** The signed text of a sign-in split into names and values, and its differences from another text. */
import { parameterValues, parseClientId, parseUserName } from '../../alibaba/identity.ts';
import { type NamedValue, signContentOf, signedFields } from '../../alibaba/sign.ts';

/** `name` is undefined if the piece is not identified. */
export interface SignedPiece {
  readonly kind: 'name' | 'value' | 'text';
  readonly name: string | undefined;
  readonly text: string;
}

interface Signed {
  readonly clientId: string;
  readonly userName: string | undefined;
  /** Text that the platform signed. */
  readonly signContent: string;
}

/** Without separators, only the signed fields show where each piece ends. */
export function signedPieces(signed: Signed): readonly SignedPiece[] {
  const fields = fieldsOf(signed);
  if (fields === undefined || signContentOf(fields) !== signed.signContent) {
    return [{ kind: 'text', name: undefined, text: signed.signContent }];
  }
  return fields.flatMap(([name, value]): SignedPiece[] => [
    { kind: 'name', name, text: name },
    { kind: 'value', name, text: value },
  ]);
}

function fieldsOf({ clientId, userName }: Signed): readonly NamedValue[] | undefined {
  const device = userName === undefined ? undefined : parseUserName(userName);
  if (device === undefined) return undefined;
  const parts = parseClientId(clientId);
  const timestamp = parameterValues(parts, 'timestamp')[0];
  return signedFields({ ...device, clientIdBase: parts.base, timestamp });
}

export interface Difference {
  /** UTF-16 place of the first difference. */
  readonly at: number;
  /** In which piece of the platform's text; undefined: after its end. */
  readonly piece: SignedPiece | undefined;
  /** Common beginning, followed by the difference in each and the common end. */
  readonly before: string;
  readonly expected: string;
  readonly given: string;
  readonly after: string;
}

/** Undefined if they are equal. */
export function differenceOf(
  pieces: readonly SignedPiece[],
  given: string,
): Difference | undefined {
  const expected = pieces.map(({ text }) => text).join('');
  if (expected === given) return undefined;
  const shorter = Math.min(expected.length, given.length);
  let at = 0;
  while (at < shorter && expected[at] === given[at]) at += 1;
  let tail = 0;
  while (
    tail < shorter - at &&
    expected[expected.length - 1 - tail] === given[given.length - 1 - tail]
  ) {
    tail += 1;
  }
  return {
    at,
    piece: pieceAt(pieces, at),
    before: expected.slice(0, at),
    expected: expected.slice(at, expected.length - tail),
    given: given.slice(at, given.length - tail),
    after: expected.slice(expected.length - tail),
  };
}

function pieceAt(pieces: readonly SignedPiece[], at: number): SignedPiece | undefined {
  let end = 0;
  for (const piece of pieces) {
    end += piece.text.length;
    if (at < end) return piece;
  }
  return undefined;
}
