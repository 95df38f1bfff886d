/** Formats µs as `12.3 s`, the same in every language. */
export function seconds(microseconds: number): string {
  return `${Number((microseconds / 1e6).toFixed(microseconds < 1e7 ? 2 : 1))} s`;
}
