/** Limit of values that a convention reads from one message, over all devices. */
export const MOST_VALUES = 100_000;
