/** English words for exported files, in every UI language. This module itself contains no texts. */
import type { Summary } from '../../../mqtt/dissect/describe.ts';
import type { ProblemWords } from '../../findings/problem.ts';

export interface FileWords extends ProblemWords {
  readonly summary: (summary: Summary) => string;
}
