/** `out`: from the client to the broker. */
export type Direction = 'in' | 'out';
