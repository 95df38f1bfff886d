/** `1 packet`, `1204 packets`: for programs, too, and so not grouped. */
export const counted = (count: number, noun: string): string =>
  `${count} ${noun}${count === 1 ? '' : 's'}`;
