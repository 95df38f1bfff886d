/** What can be filled in, each as it may be written; also what completion offers. */
export const EXAMPLES = {
  n: 'n',
  now: 'now iso',
  random: 'random 20.0..25.0',
  walk: 'walk 20.0..25.0 0.1',
  sine: 'sine 0.0..10.0 60s',
  choice: 'choice on off',
  uuid: 'uuid',
  last: 'last topic path',
} as const;

export type TemplateName = keyof typeof EXAMPLES;

export function isTemplateName(name: string): name is TemplateName {
  return Object.hasOwn(EXAMPLES, name);
}
