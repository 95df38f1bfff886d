/** The newest bytes of a connection that is not identified: a packet may have begun in them. */
import { joined } from '../../../base/bytes.ts';
import type { Side } from '../events/side.ts';
import { firstPacketIn } from '../packets/packetChain.ts';
import { fitAsPackets } from '../packets/resync.ts';
import { sizeOf } from '../tcp/heldSegments.ts';
import type { Inflater } from '../tls/decoders.ts';
import { wholeContent } from '../webSocket/recognise.ts';
import { areFrames, contentsOf, looksLikeFrame } from '../webSocket/webSocketFrames.ts';
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

/** Content of a connection that began before the capture. */
export type FoundContent = 'mqtt' | 'frames';

/** Content of a side in which a packet is complete that begins with a piece or with a WebSocket frame. */
export function contentIn(
  pieces: readonly Piece[],
  side: Side,
  inflater: () => Inflater,
): FoundContent | undefined {
  const tails = tailsOf(pieces, side);
  const whole = tails.map((tail) => wholeContent(tail, inflater));
  const first = whole.find((content) => content !== undefined);
  if (first !== undefined) return first;
  const isFound = tails.some((tail) => looksLikeFrame(tail) && isPacketIn(tail, inflater()));
  return isFound ? 'frames' : undefined;
}

/** Frames that nothing precedes need not begin with packets, nor packets with frames. */
function isPacketIn(frames: Uint8Array, inflater: Inflater): boolean {
  const contents = contentsOf(frames, inflater);
  const starts: number[] = [];
  let length = 0;
  for (const content of contents) {
    starts.push(length);
    length += content.length;
  }
  return typeof firstPacketIn(joined(contents), starts, undefined, false) === 'number';
}

/** The pieces from which the bytes of their side may be the content. */
export function possiblePieces(pieces: readonly Piece[], content: FoundContent): readonly Piece[] {
  const isBegun = new Map<Side, boolean>();
  return pieces.filter((piece, at) => {
    const { side } = piece;
    if (isBegun.get(side) === true) return true;
    const isPossible = 'bytes' in piece && isContent(startOf(pieces, at), content);
    isBegun.set(side, isPossible);
    return isPossible;
  });
}

const isContent = (bytes: Uint8Array, content: FoundContent): boolean =>
  content === 'mqtt' ? fitAsPackets(bytes, undefined) !== 'none' : areFrames(bytes, true);

/** The bytes of a side from one of its pieces on, as many as are examined. */
function startOf(pieces: readonly Piece[], from: number): Uint8Array {
  const parts: Uint8Array[] = [];
  const side = pieces[from]?.side;
  const last = Math.min(pieces.length, from + MOST_SMALL_PIECES);
  for (let at = from, size = 0; at < last && size < MOST_BYTES; at += 1) {
    const piece = pieces[at];
    if (piece?.side !== side || piece === undefined || !('bytes' in piece)) continue;
    parts.push(piece.bytes);
    size += piece.bytes.length;
  }
  return joined(parts);
}

/** The bytes of a side, from each of its pieces on. */
function tailsOf(pieces: readonly Piece[], side: Side): readonly Uint8Array[] {
  const parts = pieces.flatMap((piece) =>
    piece.side === side && 'bytes' in piece ? [piece.bytes] : [],
  );
  return parts.map((_, from) => joined(parts.slice(from)));
}
