/** What a side announces of what it takes, beside the size of packets; whatever is beyond is a reason to end. */
export const LIMITS = [
  'receive-maximum',
  'topic-alias',
  /** No topic name was sent with the alias before. */
  'alias-not-set',
  'maximum-qos',
  'retain',
  'wildcard',
  'shared',
  'identifier',
] as const;

export type Limit = (typeof LIMITS)[number];
