/** What somebody may send before they are known: `ws` would gather a message of any length that it takes. */
import type { Duplex } from 'node:stream';

/**
 * @param exceeded more than so many bytes have come
 * @returns to be called when they are known: anything may come from then on
 */
export function limitStranger(socket: Duplex, most: number, exceeded: () => void): () => void {
  let isKnown = false;
  let count = 0;
  const counted = (bytes: Buffer): void => {
    count += bytes.length;
    // Called once more for the bytes by which they became known.
    if (isKnown || count <= most) return;
    socket.off('data', counted);
    exceeded();
  };
  socket.on('data', counted);
  return () => {
    isKnown = true;
    socket.off('data', counted);
  };
}
