/** Up to this many bytes a loop beats the host's `set`, which also needs a view made for it. */
const SHORT = 128;

/** Copies `from` from `start` on to `to` at `offset`. */
export function copyBytes(from: Uint8Array, start: number, to: Uint8Array, offset: number): void {
  const length = from.length - start;
  if (length > SHORT) {
    to.set(start === 0 ? from : from.subarray(start), offset);
    return;
  }
  for (let index = 0; index < length; index += 1) to[offset + index] = from[start + index] ?? 0;
}
