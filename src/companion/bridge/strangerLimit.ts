/** Limits bytes from an unauthenticated connection: `ws` would gather a message of any allowed length. */
import type { Duplex } from 'node:stream';

/**
 * @param exceeded called when more than `most` bytes have arrived
 * @returns function to call after authentication, which removes the limit
 */
export function limitStranger(socket: Duplex, most: number, exceeded: () => void): () => void {
  let isKnown = false;
  let count = 0;
  const counted = (bytes: Buffer): void => {
    count += bytes.length;
    // Also called for the bytes that authenticate it.
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
