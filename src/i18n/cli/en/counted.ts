/** `1 packet`, `1204 packets`: not grouped, because programs read this, too. */
export const counted = (count: number, noun: string): string =>
  `${count} ${noun}${count === 1 ? '' : 's'}`;
