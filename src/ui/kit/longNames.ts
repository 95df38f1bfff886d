/** Parts of long names that are put on the page: laying out 65,535 bytes takes seconds. */

/** Characters; no line on a screen holds more. */
const LONGEST = 1024;

/** For a line that is cut at its end. */
export const nameStart = (name: string): string =>
  name.length > LONGEST ? `${name.slice(0, LONGEST)}…` : name;

/** For a line that is cut at its start. */
export const nameEnd = (name: string): string =>
  name.length > LONGEST ? `…${name.slice(-LONGEST)}` : name;
