/** The available expressions with an example of each, which completion offers, too. */
export const EXAMPLES = {
  n: 'n',
  now: 'now iso',
  random: 'random 20.0..25.0',
  walk: 'walk 20.0..25.0 0.1',
  sine: 'sine 0.0..10.0 60s',
  choice: 'choice on off',
  uuid: 'uuid',
  last: 'last topic path',
  topic: 'topic 1',
} as const;

/** Additional expressions for answers, which refer to the message to answer. */
export const ANSWER_EXAMPLES = {
  payload: 'payload path',
  response: 'response',
  correlation: 'correlation',
} as const;

const ALL = { ...EXAMPLES, ...ANSWER_EXAMPLES } as const;

export type TemplateName = keyof typeof ALL;

export function isTemplateName(name: string): name is TemplateName {
  return Object.hasOwn(ALL, name);
}

export const exampleOf = (name: TemplateName): string => ALL[name];
