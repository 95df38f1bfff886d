/** Whether data goes through the texts of a subject unchanged, and changes nothing beside itself. */
import fc from 'fast-check';
import type { Words } from '../mqtt/fact.ts';

/** Arguments of each fact; what `data` gives stands for a name, a topic, whatever comes from outside. */
export type Samples<Subject> = {
  readonly [Key in keyof Subject]: (data: () => string) => Subject[Key];
};

/** What is a word of ours, too, or of a pattern, or of a language of its own. */
const AWKWARD = [
  'client',
  'server',
  'off',
  'none',
  'step',
  'topic filter',
  'a and b/#',
  '{}',
  '{1} and ${topic}',
  '"quoted"',
  'It is over.',
  'two\nlines · of: text;',
  '$&',
  '主题过滤器',
];

export const names = fc.array(
  fc.oneof(fc.constantFrom(...AWKWARD), fc.string({ minLength: 1, maxLength: 30, unit: 'binary' })),
  { minLength: 6, maxLength: 6 },
);

const PLACES = ['\u{f0001}', '\u{f0002}', '\u{f0003}', '\u{f0004}', '\u{f0005}', '\u{f0006}'];

const giver = (list: readonly string[]): (() => string) => {
  let next = 0;
  return () => list[next++] ?? '';
};

function* keysOf<Subject extends object>(samples: Samples<Subject>): Generator<keyof Subject> {
  for (const key in samples) yield key;
}

/** The text of each fact where data is what it is, and where it is put in afterwards. */
export function* throughWords<Subject extends object>(
  words: Words<Subject>,
  samples: Samples<Subject>,
  data: readonly string[],
): Generator<{ readonly key: string; readonly said: string; readonly wanted: string }> {
  for (const key of keysOf(samples)) {
    const said = words[key](samples[key](giver(data)));
    const blank = words[key](samples[key](giver(PLACES)));
    const wanted = blank.replace(
      /[\u{f0001}-\u{f0006}]/gu,
      (place) => data[PLACES.indexOf(place)] ?? '',
    );
    yield { key: String(key), said, wanted };
  }
}
