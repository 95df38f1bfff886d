/**
 * Limits that a side announces, apart from the packet size. Exceeding one is a reason to close the
 * connection.
 */
export const LIMITS = [
  'receive-maximum',
  'topic-alias',
  /** The alias was used before a topic name was sent with it. */
  'alias-not-set',
  'maximum-qos',
  'retain',
  'wildcard',
  'shared',
  'identifier',
] as const;

export type Limit = (typeof LIMITS)[number];
