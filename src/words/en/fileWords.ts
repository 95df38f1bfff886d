/** What files have in every language. */
import type { FileWords } from '../../engine/files/fileWords.ts';
import { summaryText } from '../summaryText.ts';
import { problemWords } from './findings.ts';
import { CONVENTION_FINDINGS } from './rules/conventionFindings.ts';
import { conventionFinding } from './rules/sparkplugFindings.ts';
import { summaryParts } from './summary.ts';

CONVENTION_FINDINGS.give(conventionFinding);

export const fileWords: FileWords = {
  ...problemWords,
  summary: (summary) => summaryText(summary, summaryParts),
};
