/** What files have in words, which this room has not: English, in every language. */
import type { Summary } from '../../mqtt/describe.ts';
import type { ProblemWords } from '../findings/problem.ts';

export interface FileWords extends ProblemWords {
  readonly summary: (summary: Summary) => string;
}
