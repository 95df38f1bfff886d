/** Answers for topic names, which come again and again. */
import type { ValueTest } from './sources.ts';

const MOST_NAMES = 50_000;

/** The same test, asked once for each name. */
export function remembered(test: ValueTest): ValueTest {
  const answers = new Map<string, boolean>();
  return (value) => {
    if (typeof value !== 'string') return test(value);
    const known = answers.get(value);
    if (known !== undefined) return known;
    const answer = test(value);
    if (answers.size >= MOST_NAMES) answers.clear();
    answers.set(value, answer);
    return answer;
  };
}
