/** Appends any number of bytes, because `push(...more)` throws for about 100,000 arguments. */
export function addBytes(bytes: number[], more: Iterable<number>): void {
  for (const byte of more) bytes.push(byte);
}
