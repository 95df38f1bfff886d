/** Random data from outside, including words of our texts: every text must contain it unchanged. */
import fc from 'fast-check';
import type { Words } from '../base/message.ts';
import { tries } from '../base/runs.testkit.ts';

const LIKE_OURS =
  `client;server;off;none;accepted;topic name;1 (yes);3 properties;a and b/#;x and 3 more
will x;a · b;a = b;{};{1};$&;客户端;，`.split(/[;\n]/);

const anyData = fc.oneof(
  fc.string({ unit: 'binary', minLength: 1 }),
  fc.constantFrom(...LIKE_OURS),
);

/** Arguments for each fact of a subject, with a text from outside if it has one. */
export type Samples<Subject> = {
  readonly [Key in keyof Subject]: (data: string) => Subject[Key];
};

/** Occurs in no text of ours. */
const MARK = '\u{1F4CD}';

/** Facts whose text changes the data, or depends on it, with the data. */
export function changedBy<Subject>(
  words: Words<Subject>,
  samples: Samples<Subject>,
): Readonly<Record<string, unknown>> {
  const changed: Record<string, unknown> = {};
  for (const key in samples) {
    const said = (data: string): string => words[key](samples[key](data));
    const around = said(MARK);
    const isSame = (data: string): boolean => said(data) === around.replaceAll(MARK, () => data);
    const { counterexample } = fc.check(fc.property(anyData, isSame), { numRuns: tries(200) });
    if (counterexample !== null) changed[key] = counterexample;
  }
  return changed;
}
