/** Up to this many bytes, a loop over words is faster than the host's `set`, which also needs views. */
const SHORT = 512;

let seen: DataView = new DataView(new ArrayBuffer(0));

/** A view of the whole buffer of the bytes. Packets that arrived together share a buffer. */
export function wordsOf({ buffer }: Uint8Array): DataView {
  if (seen.buffer !== buffer) seen = new DataView(buffer);
  return seen;
}

/** Copies `length` bytes of `from` from `start` on to `to` at `offset`. The buffers must differ. */
export function copyWords(
  from: DataView,
  start: number,
  length: number,
  to: DataView,
  offset: number,
): void {
  if (length > SHORT) {
    new Uint8Array(to.buffer, offset, length).set(new Uint8Array(from.buffer, start, length));
    return;
  }
  let at = 0;
  for (; at + 4 <= length; at += 4) to.setUint32(offset + at, from.getUint32(start + at));
  for (; at < length; at += 1) to.setUint8(offset + at, from.getUint8(start + at));
}
