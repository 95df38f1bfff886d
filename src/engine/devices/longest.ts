/** Characters kept of a text that a stranger wrote. */
export const LONGEST = 500;
