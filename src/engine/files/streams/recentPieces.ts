/** The newest bytes of a connection that is not identified: a packet may have begun in them. */
import { joined } from '../../../base/bytes.ts';
import type { Side } from '../events/side.ts';
import { fitAsPackets } from '../packets/resync.ts';
import { sizeOf } from '../tcp/heldSegments.ts';
import type { Piece } from './askedBytes.ts';

/** Pieces that are examined, and their bytes. */
const MOST_PIECES = 16;
const MOST_BYTES = 4096;
/** The same for small pieces. */
const MOST_SMALL_PIECES = 128;
const MOST_SMALL_BYTES = 512;

/** The newest pieces of both sides. */
export function recentPieces(pieces: readonly Piece[]): readonly Piece[] {
  let from = pieces.length;
  for (let bytes = 0; from > 0 && pieces.length - from < MOST_SMALL_PIECES; from -= 1) {
    const piece = pieces[from - 1];
    bytes += piece && 'bytes' in piece ? piece.bytes.length : 0;
    if (bytes > (pieces.length - from < MOST_PIECES ? MOST_BYTES : MOST_SMALL_BYTES)) break;
  }
  return pieces.slice(from);
}

/** Memory of the pieces, approximately. */
export const sizeOfPieces = (pieces: readonly Piece[]): number =>
  pieces.reduce((sum, piece) => sum + ('bytes' in piece ? sizeOf(piece.bytes) : 0), 0);

/** True if a packet of the side that begins with a piece is complete. @param pieces recent ones */
export const isPacketIn = (pieces: readonly Piece[], side: Side): boolean =>
  tailsOf(pieces, side).some((tail) => fitAsPackets(tail, undefined) === 'whole');

/** The pieces from which the bytes of their side may be packets. */
export function possiblePieces(pieces: readonly Piece[]): readonly Piece[] {
  const isBegun = new Map<Side, boolean>();
  return pieces.filter((piece, at) => {
    const { side } = piece;
    if (isBegun.get(side) === true) return true;
    const [tail] = tailsOf(pieces.slice(at), side);
    const isPossible =
      'bytes' in piece && tail !== undefined && fitAsPackets(tail, undefined) !== 'none';
    isBegun.set(side, isPossible);
    return isPossible;
  });
}

/** The bytes of a side, from each of its pieces on. */
function tailsOf(pieces: readonly Piece[], side: Side): readonly Uint8Array[] {
  const parts = pieces.flatMap((piece) =>
    piece.side === side && 'bytes' in piece ? [piece.bytes] : [],
  );
  return parts.map((_, from) => joined(parts.slice(from)));
}
