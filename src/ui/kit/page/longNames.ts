/** Shortens long names before they are put on the page, because laying out 65,535 bytes takes seconds. */

/** Characters. No line on a screen is longer. */
const LONGEST = 1024;

/** For a line that is shortened at its end. */
export const nameStart = (name: string): string =>
  name.length > LONGEST ? `${name.slice(0, LONGEST)}…` : name;

/** For a line that is shortened at its start. */
export const nameEnd = (name: string): string =>
  name.length > LONGEST ? `…${name.slice(-LONGEST)}` : name;
