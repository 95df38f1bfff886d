/** Names the part of the signed text at a position. */
import type { Texts } from '../../i18n/en/texts.ts';
import type { SignedPiece } from './signedPieces.ts';

type Words = Pick<Texts['platform']['signIn'], 'atEnd' | 'inName' | 'inValue'>;

export function placeIn(piece: SignedPiece | undefined, words: Words): string {
  if (piece?.name === undefined) return words.atEnd;
  return piece.kind === 'name' ? words.inName(piece.name) : words.inValue(piece.name);
}
